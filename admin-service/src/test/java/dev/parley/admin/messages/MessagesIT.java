package dev.parley.admin.messages;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.ERIN;
import static dev.parley.testkit.Cast.GINA;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.testkit.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MessagesIT extends AdminScene {
    private final Talk talk = Talk.of(ALICE);

    @Test
    void showsAMessageWithItsClaim() {
        consume(Topic.CLAIM_EVENTS, talk.claim(), talk.submitted());
        MessageSent message = talk.byCustomer(2, "When will the expert come?");
        sent(message);

        JsonNode item = list(DIANE, "?claimId=" + talk.claim()).getFirst();

        assertThat(item.path("id").asString()).isEqualTo(message.messageId().toString());
        assertThat(item.path("seq").asLong()).isEqualTo(2);
        assertThat(item.path("senderRole").asString()).isEqualTo("CUSTOMER");
        assertThat(item.path("isAdminMessage").asBoolean(true)).isFalse();
        assertThat(item.path("createdAt").asString()).isEqualTo("2026-11-20T09:02:00.125Z");
        assertThat(item.path("claimReference").asString()).startsWith("CLM-2026-");
        assertThat(item.path("claimTitle").asString()).isEqualTo("Water damage");
        assertThat(item.path("customerId").asString()).isEqualTo(talk.customer().toString());
        assertThat(item.path("customerName").asString()).isEqualTo("Alice Martin");
        assertThat(item.path("isRead").asBoolean(true)).isFalse();
        assertThat(item.path("readAt").isNull()).isTrue();
        assertThat(item.path("attachments").isArray()).isTrue();
        assertThat(item.propertyNames())
                .contains("receiverId", "replyToId", "reactions", "clientKey", "editedAt", "withdrawnAt", "readBy");
    }

    /// Claims and messages travel on two topics: a message may be here first.
    @Test
    void learnsTheClaimLater() {
        sent(talk.byCustomer(2, "Hello"));
        assertThat(list(DIANE, "?claimId=" + talk.claim())
                        .getFirst()
                        .path("claimReference")
                        .isNull())
                .isTrue();

        consume(Topic.CLAIM_EVENTS, talk.claim(), talk.submitted());

        assertThat(list(DIANE, "?customerId=" + talk.customer())).hasSize(1);
    }

    @Test
    void isUnmovedByARepeatedEvent() {
        MessageSent message = talk.byCustomer(2, "Hello");
        UUID event = sent(message);

        topics.publish(Topic.CONVERSATION_EVENTS, talk.conversation(), message, event);
        database.execute("delete from consumed_event where event_id = ?", event);
        topics.publish(Topic.CONVERSATION_EVENTS, talk.conversation(), message, event);
        journal.awaitConsumed(event);
        sent(talk.byCustomer(3, "Again"));

        assertThat(bodies(talk, "")).containsExactly("Again", "Hello");
        assertThat(journal.deadLetters(talk.conversation().toString())).isZero();
    }

    @Test
    void showsWhoOfTheOtherSideHasReadAndWhen() {
        sent(talk.byCustomer(2, "Two"));
        sent(talk.byStaff(3, CHLOE, "Three"));
        sent(talk.byCustomer(4, "Four"));
        read(talk.read(CHLOE.userId(), "AGENT", 2));
        read(talk.read(CHLOE.userId(), "AGENT", 4));
        read(talk.read(KARIM.userId(), "AGENT", 4));

        List<JsonNode> items = list(DIANE, "?claimId=" + talk.claim());
        JsonNode four = items.get(0);
        JsonNode three = items.get(1);
        JsonNode two = items.get(2);

        assertThat(two.path("readAt").asString())
                .isEqualTo(NINE.plusSeconds(3_602).toString());
        assertThat(two.path("readBy").size()).isEqualTo(2);
        assertThat(four.path("readAt").asString())
                .isEqualTo(NINE.plusSeconds(3_604).toString());
        assertThat(three.path("isRead").asBoolean(true))
                .as("by staff only, who are not the other side")
                .isFalse();
        assertThat(three.path("readBy").path(0).path("userId").asString())
                .isEqualTo(KARIM.userId().toString());

        assertThat(bodies(talk, "&unread=true")).containsExactly("Three");
        read(talk.read(talk.customer(), "CUSTOMER", 3));
        assertThat(bodies(talk, "&unread=true")).isEmpty();
    }

    @Test
    void keepsTheFirstTimeOfReadingWhenAReceiptComesLate() {
        sent(talk.byCustomer(2, "Two"));
        read(talk.read(CHLOE.userId(), "AGENT", 5));
        read(talk.read(CHLOE.userId(), "AGENT", 2));

        assertThat(list(DIANE, "?claimId=" + talk.claim())
                        .getFirst()
                        .path("readAt")
                        .asString())
                .isEqualTo(NINE.plusSeconds(3_605).toString());
    }

    @Test
    void narrowsByTimeAgentAndAnswer() {
        sent(talk.byCustomer(2, "Two"));
        sent(talk.byStaff(3, CHLOE, "Three"));
        sent(talk.byCustomer(4, "Four"));
        sent(talk.byStaff(5, KARIM, "Five"));
        sent(talk.byCustomer(6, "Six"));

        assertThat(bodies(talk, "&from=2026-11-20T09:03:00.125Z&to=2026-11-20T09:05:00.125Z"))
                .containsExactly("Four", "Three");
        assertThat(bodies(talk, "&to=2026-11-20")).isEmpty();
        assertThat(bodies(talk, "&agentId=" + KARIM.userId())).containsExactly("Five");
        assertThat(bodies(talk, "&unanswered=true")).containsExactly("Six");
    }

    @Test
    void findsWordsWithoutMindingCaseAccentsOrEndings() {
        sent(talk.byCustomer(2, "Le dégât des eaux de l'école"));
        sent(talk.byCustomer(3, "100% sure_thing; it's \"fine\""));

        assertThat(bodies(talk, "&q=DEGAT%20eau")).containsExactly("Le dégât des eaux de l'école");
        assertThat(bodies(talk, "&q=%C3%A9cole")).hasSize(1);
        assertThat(bodies(talk, "&q=alice")).as("the sender").hasSize(2);
        assertThat(bodies(talk, "&q=cole")).as("not in the middle of a word").isEmpty();
        assertThat(bodies(talk, "&q=100%25%20%27fine%22")).hasSize(1);
        assertThat(bodies(talk, "&q=a%20%26%20%21b%27%3A%2A")).isEmpty();
    }

    @Test
    void listsNewestFirstPageByPage() {
        for (long seq = 2; seq <= 6; seq++) {
            sent(talk.byCustomer(seq, "" + seq));
        }

        List<String> bodies = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = http.as(DIANE).get("/api/v1/messages/all?limit=2&claimId=" + talk.claim() + cursor);
            page.json()
                    .path("items")
                    .forEach(item -> bodies.add(item.path("body").asString()));
            cursor = page.json().path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.json().path("nextCursor").asString();
        } while (!cursor.isEmpty());

        assertThat(bodies).containsExactly("6", "5", "4", "3", "2");
    }

    @Test
    void keepsWhatIsBetweenPeopleOut() {
        Talk direct = Talk.of(ALICE);
        consume(Topic.CONVERSATION_EVENTS, direct.conversation(), direct.opened("DIRECT"));
        sent(direct.message(2, null, CHLOE.userId(), CHLOE, "Between us"));

        assertThat(database.rows("select 1 from message where conversation_id = ?", direct.conversation()))
                .isEmpty();
    }

    @Test
    void countsAnyOtherReaderOfANoteAmongStaff() {
        consume(Topic.CONVERSATION_EVENTS, talk.conversation(), talk.opened("INTERNAL"));
        sent(talk.byStaff(2, CHLOE, "A note"));
        read(talk.read(KARIM.userId(), "AGENT", 2));

        assertThat(list(DIANE, "?claimId=" + talk.claim())
                        .getFirst()
                        .path("isRead")
                        .asBoolean(false))
                .isTrue();
    }

    @Test
    void showsAnAdminTheirOwnTenantOnly() {
        Talk foreign = Talk.of(ERIN);
        sent(talk.byCustomer(2, "Of acme"));
        sent(foreign.byCustomer(2, "Of globex"));

        assertThat(list(GINA, "?claimId=" + talk.claim())).isEmpty();
        assertThat(list(GINA, "?claimId=" + foreign.claim())).hasSize(1);
        assertThat(list(DIANE, "?claimId=" + foreign.claim())).isEmpty();
    }
}
