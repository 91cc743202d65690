package dev.parley.admin.messages;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.DIANE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What becomes of a message after it was sent: another text, or none for good.
class MessageFateIT extends AdminScene {
    private final Talk talk = Talk.of(ALICE);

    private UUID tell(DomainEvent event) {
        return consume(Topic.CONVERSATION_EVENTS, talk.conversation(), event);
    }

    private void again(DomainEvent event, UUID id) {
        again(Topic.CONVERSATION_EVENTS, talk.conversation(), event, id);
    }

    private JsonNode only() {
        List<JsonNode> items = list(DIANE, "?claimId=" + talk.claim());
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    @Test
    void showsTheTextOfTheLastEdit() {
        MessageSent message = talk.byCustomer(2, "The kitschen is wet");
        sent(message);
        DomainEvent first = talk.edited(message, 3, "The kitchen is wet");
        UUID id = tell(first);
        tell(talk.edited(message, 4, "The kitchen is under water"));

        assertThat(only().path("body").asString()).isEqualTo("The kitchen is under water");
        assertThat(only().path("editedAt").asString()).isEqualTo("2026-11-20T09:04:00.125Z");
        assertThat(bodies(talk, "&q=water")).hasSize(1);
        assertThat(bodies(talk, "&q=kitschen")).isEmpty();
        assertThat(bodies(talk, "&q=alice")).as("the sender").hasSize(1);

        again(first, id);
        assertThat(only().path("body").asString()).isEqualTo("The kitchen is under water");
    }

    @Test
    void forgetsATextThatWasWithdrawnAndSaysWhen() {
        MessageSent message = talk.byCustomer(2, "My secret");
        UUID sent = sent(message);
        DomainEvent edited = talk.edited(message, 3, "My other secret");
        UUID edit = tell(edited);
        DomainEvent withdrawn = talk.withdrawn(message, 4);
        UUID end = tell(withdrawn);
        again(message, sent);
        again(edited, edit);
        again(withdrawn, end);

        assertThat(only().path("body").asString()).isEmpty();
        assertThat(only().path("withdrawnAt").asString()).isEqualTo("2026-11-20T09:04:00.125Z");
        assertThat(only().path("senderName").asString()).isEqualTo(ALICE.displayName());
        assertThat(bodies(talk, "&q=secret")).isEmpty();
        assertThat(bodies(talk, "&unanswered=true")).isEmpty();
        assertThat(bodies(talk, "&unread=true")).isEmpty();
    }

    @Test
    void forgetsAnErasedTextForGood() {
        MessageSent message = talk.byCustomer(2, "unspeakable-" + talk.claim());
        UUID sent = sent(message);
        DomainEvent erased = talk.erased(message, 3);
        UUID end = tell(erased);
        again(message, sent);
        again(erased, end);

        assertThat(only().path("body").asString()).isEmpty();
        assertThat(only().path("withdrawnAt").asString()).isEqualTo("2026-11-20T09:03:00.125Z");
        assertThat(database.rows(
                        "select 1 from message where id = ? and (body <> '' or words @@ to_tsquery('unspeakable'))",
                        message.messageId()))
                .isEmpty();
    }

    @Test
    void forgetsADeletedConversationWhateverComesLate() {
        tell(talk.opened("CLAIM"));
        MessageSent message = talk.byCustomer(2, "Hello");
        UUID sent = sent(message);
        read(talk.read(CHLOE.userId(), "AGENT", 2));
        DomainEvent deleted = talk.deleted(3);
        UUID end = tell(deleted);
        again(message, sent);
        again(deleted, end);

        assertThat(bodies(talk, "")).isEmpty();
        for (String table : List.of("message", "read_position", "receipt")) {
            assertThat(database.rows("select 1 from " + table + " where conversation_id = ?", talk.conversation()))
                    .as(table)
                    .isEmpty();
        }
    }

    @Test
    void saysWhoIsResponsibleAndFindsTheirClaims() {
        consume(Topic.CLAIM_EVENTS, talk.claim(), talk.submitted());
        sent(talk.byCustomer(2, "Hello"));
        consume(Topic.CLAIM_EVENTS, talk.claim(), talk.assigned(KARIM));

        assertThat(only().path("agentId").asString()).isEqualTo(KARIM.userId().toString());
        assertThat(only().path("agentName").asString()).isEqualTo(KARIM.displayName());
        assertThat(bodies(talk, "&agentId=" + KARIM.userId())).containsExactly("Hello");
        assertThat(bodies(talk, "&agentId=" + CHLOE.userId())).isEmpty();

        consume(Topic.CLAIM_EVENTS, talk.claim(), talk.assigned(null));
        assertThat(only().path("agentId").isNull()).isTrue();
    }

    @Test
    void countsNoAnswerThatWasWithdrawn() {
        sent(talk.byCustomer(2, "Two"));
        MessageSent answer = talk.byStaff(3, CHLOE, "Three");
        sent(answer);
        assertThat(bodies(talk, "&unanswered=true")).isEmpty();
        tell(talk.withdrawn(answer, 4));
        assertThat(bodies(talk, "&unanswered=true")).containsExactly("Two");
    }
}
