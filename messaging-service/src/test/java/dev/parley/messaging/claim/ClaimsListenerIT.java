package dev.parley.messaging.claim;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.ConversationIds;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.messaging.Claims;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.JournalProbe;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import dev.parley.testkit.Topics;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest(database = "messaging")
class ClaimsListenerIT {
    @Autowired
    Http http;

    @Autowired
    Topics topics;

    @Autowired
    JournalProbe journal;

    @Autowired
    TestDatabase database;

    private Claims claims;

    @BeforeEach
    void playTheClaimsService() {
        claims = new Claims(topics, journal);
    }

    @Test
    void opensTheConversationWithAWordInTheCustomersLanguage() {
        UUID alices = claims.submittedBy(ALICE);
        UUID brunos = claims.submittedBy(BRUNO);
        assertThat(firstMessage(alices).body())
                .isEqualTo("Votre dossier CLM-2026-000007 nous est bien parvenu. Notre équipe vous répondra ici.");
        assertThat(firstMessage(brunos).body()).startsWith("We have received your claim CLM-2026-000007.");
        assertThat(topics.await(Topic.CONVERSATION_EVENTS, ConversationIds.ofClaim(alices), 2))
                .extracting(Topics.Published::type)
                .containsExactly("conversation.opened.v1", "message.sent.v1");
    }

    @Test
    void opensOneConversationHoweverOftenTheEventComes() {
        UUID claim = claims.submittedBy(ALICE);
        UUID repeated = topics.publish(Topic.CLAIM_EVENTS, claim, Claims.submitted(claim, ALICE));
        topics.publish(Topic.CLAIM_EVENTS, claim, Claims.submitted(claim, ALICE), repeated);
        UUID late = topics.publish(Topic.CLAIM_EVENTS, claim, Claims.opened(claim, ALICE));
        journal.awaitConsumed(repeated);
        journal.awaitConsumed(late);
        UUID conversation = ConversationIds.ofClaim(claim);
        assertThat(journal.of(conversation, ConversationOpened.class)).hasSize(1);
        assertThat(journal.of(conversation))
                .extracting(JournalProbe.Appended::seq)
                .containsExactly(1L, 2L);
        assertThat(Claims.say(http, ALICE, claim, "still submitted").status()).isEqualTo(201);
    }

    @Test
    void refusesMessagesWhileTheClaimIsADraft() {
        UUID claim = Claims.newId();
        journal.awaitConsumed(topics.publish(Topic.CLAIM_EVENTS, claim, Claims.opened(claim, ALICE)));
        Answer refused = http.as(ALICE).post("/api/v1/messages", Map.of("claimId", claim, "body", "too early"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("claim-not-submitted");
        assertThat(http.as(BRUNO)
                        .post("/api/v1/messages", Map.of("claimId", claim, "body", "not mine"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void waitsForTheEventOfAClaimSubmittedAMomentAgo() throws InterruptedException {
        UUID claim = Claims.newId();
        Thread event = Thread.ofVirtual()
                .start(() -> topics.publish(Topic.CLAIM_EVENTS, claim, Claims.submitted(claim, ALICE)));
        assertThat(Claims.say(http, ALICE, claim, "wrote at once")
                        .json()
                        .path("seq")
                        .asLong())
                .isEqualTo(3);
        event.join();
    }

    @Test
    void parksAForgedEventAndNothingElse() {
        UUID forged = Claims.newId();
        var event = Claims.submitted(forged, ALICE);
        var headers = Topics.headersOf(UUID.randomUUID(), event, forged);
        headers.put("ce_tenant", "globex".getBytes(UTF_8));
        topics.publish(
                Topic.CLAIM_EVENTS.topicName(), forged.toString(), headers, "{\"tenant\":\"acme\"}".getBytes(UTF_8));
        UUID honest = claims.submittedBy(ALICE);
        assertThat(Claims.say(http, ALICE, honest, "flows").status()).isEqualTo(201);
        await("the forged record is parked").until(() -> journal.deadLetters(forged.toString()) == 1);
        assertThat(database.rows("select id from claim where id = ?", forged)).isEmpty();
    }

    private MessageSent firstMessage(UUID claim) {
        return journal.of(ConversationIds.ofClaim(claim), MessageSent.class).getFirst();
    }
}
