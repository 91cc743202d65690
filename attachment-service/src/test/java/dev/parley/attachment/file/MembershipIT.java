package dev.parley.attachment.file;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageSent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Who belongs to a conversation changes while it goes on, and ends with it.
class MembershipIT extends AttachmentScene {
    private final Person alice = Person.like(ALICE);
    private final Person bruno = Person.like(BRUNO);
    private final Person chloe = Person.like(CHLOE);

    /// As if it had never been taken in.
    private void again(Talk talk, UUID id, DomainEvent event) {
        database.execute("delete from consumed_event where event_id = ?", id);
        topics.publish(Topic.CONVERSATION_EVENTS, talk.id(), event, id);
        journal.awaitConsumed(id);
    }

    @Test
    void letsInWhoJoinsAndOutWhoLeaves() {
        Talk talk = Talk.of("GROUP");
        consume(talk, talk.opened(alice, chloe));
        assertThat(uploadTo(talk, bruno)).isEqualTo(404);

        DomainEvent joined = talk.joined(2, bruno, chloe, alice, bruno);
        UUID id = consume(talk, joined);
        assertThat(uploadTo(talk, bruno)).isEqualTo(501);

        consume(talk, talk.left(3, bruno, alice, chloe));
        assertThat(uploadTo(talk, bruno)).isEqualTo(404);
        assertThat(uploadTo(talk, alice)).isEqualTo(501);

        again(talk, id, joined);
        assertThat(uploadTo(talk, bruno)).as("the older joining, once more").isEqualTo(404);
    }

    @Test
    void showsNobodyAConversationThatWasDeletedWhateverComesLate() {
        Talk talk = Talk.of("CLAIM");
        ConversationOpened opened = talk.opened(alice);
        UUID first = consume(talk, opened);
        MessageSent message = talk.message(2, alice);
        UUID second = consume(talk, message);
        DomainEvent deleted = talk.deleted(3, alice);
        UUID third = consume(talk, deleted);

        for (Person person : List.of(alice, chloe)) {
            assertThat(uploadTo(talk, person)).as(person.toString()).isEqualTo(404);
            assertThat(as(person)
                            .get("/api/v1/messages/" + message.messageId() + "/attachments")
                            .status())
                    .isEqualTo(404);
        }
        again(talk, first, opened);
        again(talk, second, message);
        again(talk, third, deleted);
        assertThat(uploadTo(talk, alice)).isEqualTo(404);
        assertThat(uploadTo(talk, chloe)).isEqualTo(404);
        assertThat(database.rows("select 1 from message where conversation_id = ?", talk.id()))
                .isEmpty();
        assertThat(database.rows("select 1 from participant where conversation_id = ?", talk.id()))
                .isEmpty();
    }
}
