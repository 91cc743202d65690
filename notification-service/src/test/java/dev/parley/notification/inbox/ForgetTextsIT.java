package dev.parley.notification.inbox;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.KARIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.notification.NotificationRaised;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A text that is gone is quoted no longer.
class ForgetTextsIT extends NotificationScene {
    private final Person alice = Person.like(ALICE);
    private final Person chloe = Person.like(CHLOE);
    private final Talk talk = Talk.between(alice, chloe);
    private final MessageSent first = talk.message(alice, 2, "My secret");
    private final MessageSent second = talk.message(alice, 3, "Hello");

    private UUID tell(DomainEvent event) {
        return consume(Topic.CONVERSATION_EVENTS, talk.conversation(), event);
    }

    private List<String> bodies() {
        return notifications(chloe).stream()
                .map(notification -> notification.path("body").asString())
                .toList();
    }

    private List<String> told() {
        return journal.of(chloe.id(), NotificationRaised.class).stream()
                .map(NotificationRaised::body)
                .sorted()
                .toList();
    }

    @Test
    void takesBackTheTextOfAMessageThatIsWithdrawn() {
        UUID sent = sent(first);
        sent(second);
        DomainEvent withdrawn = talk.withdrawn(first, 4);
        UUID end = tell(withdrawn);
        assertThat(bodies()).containsExactly("Hello", "This message was withdrawn.");

        again(Topic.CONVERSATION_EVENTS, talk.conversation(), first, sent);
        again(Topic.CONVERSATION_EVENTS, talk.conversation(), withdrawn, end);
        assertThat(bodies()).containsExactly("Hello", "This message was withdrawn.");
        assertThat(unread(chloe)).isEqualTo(2);
    }

    @Test
    void leavesNothingOfATextThatIsErasedNotEvenInTheFactsThatQuotedIt() {
        seen(chloe, "fr");
        sent(first);
        sent(second);
        DomainEvent erased = talk.erased(first, 4);
        UUID end = tell(erased);
        again(Topic.CONVERSATION_EVENTS, talk.conversation(), erased, end);

        assertThat(bodies()).containsExactly("Hello", "Ce message a été retiré.");
        assertThat(told()).containsExactly("", "Hello");
    }

    @Test
    void leavesNothingOfAConversationThatIsDeleted() {
        Person karim = Person.like(KARIM);
        Talk other = Talk.between(alice, karim, chloe);
        sent(first);
        sent(second);
        sent(other.message(alice, 2, "Elsewhere"));
        tell(talk.deleted(4));

        assertThat(bodies()).containsExactly("Elsewhere", "This message was withdrawn.", "This message was withdrawn.");
        assertThat(told()).containsExactly("", "", "Elsewhere");
    }
}
