package dev.parley.notification.inbox;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.contracts.notification.NotificationRaised;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// People are told of their claims, and customers nothing of what staff note among themselves.
class ClaimNotificationsIT extends NotificationScene {
    private final Person alice = Person.like(ALICE);
    private final Person chloe = Person.like(CHLOE);
    private final Person diane = Person.like(DIANE);
    private final Talk talk = Talk.between(chloe, alice, diane);

    private ClaimAssigned assigned(@Nullable Person to, Person by) {
        return new ClaimAssigned(
                "acme",
                talk.claim(),
                "CLM-2026-000042",
                alice.id(),
                talk.conversation(),
                to == null ? null : to.id(),
                to == null ? null : to.like().displayName(),
                null,
                by.id(),
                by.like().displayName(),
                by.like().role(),
                Instant.now());
    }

    private ClaimStatusChanged changed(String to, String reason) {
        return new ClaimStatusChanged(
                "acme",
                talk.claim(),
                "CLM-2026-000042",
                alice.id(),
                talk.conversation(),
                chloe.id(),
                "SUBMITTED",
                to,
                reason,
                chloe.id(),
                chloe.like().displayName(),
                "AGENT",
                Instant.now());
    }

    @Test
    void tellsAnAgentOfAClaimThatOthersGaveThemOnce() {
        ClaimAssigned event = assigned(chloe, diane);
        UUID id = consume(Topic.CLAIM_EVENTS, talk.claim(), event);
        again(Topic.CLAIM_EVENTS, talk.claim(), event, id);

        assertThat(notifications(chloe)).singleElement().satisfies(notification -> {
            assertThat(notification.path("type").asString()).isEqualTo("CLAIM_ASSIGNED");
            assertThat(notification.path("title").asString()).isEqualTo("Claim CLM-2026-000042 was assigned to you");
            assertThat(notification.path("body").asString())
                    .isEqualTo("Assigned by " + diane.like().displayName() + ".");
            assertThat(notification.path("link").asString()).isEqualTo("/claims/" + talk.claim());
        });
        assertThat(journal.of(chloe.id(), NotificationRaised.class)).hasSize(1);
        assertThat(notifications(alice)).isEmpty();
    }

    @Test
    void tellsNobodyWhatTheyDidThemselves() {
        consume(Topic.CLAIM_EVENTS, talk.claim(), assigned(chloe, chloe));
        consume(Topic.CLAIM_EVENTS, talk.claim(), assigned(null, diane));

        assertThat(notifications(chloe)).isEmpty();
    }

    @Test
    void tellsTheCustomerWhatBecameOfTheirClaimInTheirLanguage() {
        ClaimStatusChanged event = changed("IN_REVIEW", "We read\nyour papers");
        UUID id = consume(Topic.CLAIM_EVENTS, talk.claim(), event);
        again(Topic.CLAIM_EVENTS, talk.claim(), event, id);
        seen(alice, "fr");
        consume(Topic.CLAIM_EVENTS, talk.claim(), changed("APPROVED", "Tout est clair"));

        assertThat(notifications(alice))
                .extracting(notification -> notification.path("title").asString())
                .containsExactly("Dossier CLM-2026-000042 : accepté", "Claim CLM-2026-000042: in review");
        JsonNode oldest = notifications(alice).getLast();
        assertThat(oldest.path("type").asString()).isEqualTo("CLAIM_STATUS");
        assertThat(oldest.path("body").asString()).isEqualTo("We read your papers");
        assertThat(notifications(chloe)).isEmpty();
        read(talk.readBy(alice, 1_000));
        assertThat(unread(alice)).as("reading the conversation reads no claim").isEqualTo(2);
    }

    @Test
    void tellsNobodyButStaffOfWhatStaffNoteAmongThemselves() {
        Person unknown = Person.like(DIANE);
        Talk notes = Talk.between(chloe, alice, diane, unknown);
        seen(alice, "en");
        seen(diane, "en");
        consume(Topic.CONVERSATION_EVENTS, notes.conversation(), notes.opened("INTERNAL"));

        sent(notes.message(chloe, 2, "I do not believe a word"));
        sent(notes.message(chloe, 3, "Addressed to her", alice.id()));

        assertThat(notifications(alice)).as("a customer, even if named").isEmpty();
        assertThat(notifications(unknown)).as("not known as staff").isEmpty();
        assertThat(notifications(diane)).hasSize(1);
    }
}
