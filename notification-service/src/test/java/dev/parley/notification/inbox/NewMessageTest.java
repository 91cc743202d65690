package dev.parley.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.messaging.MessageSent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewMessageTest {
    private static final UUID ALICE = UUID.randomUUID();
    private static final UUID CHLOE = UUID.randomUUID();
    private static final UUID KARIM = UUID.randomUUID();
    private static final UUID CLAIM = UUID.randomUUID();
    private static final UUID CONVERSATION = UUID.randomUUID();

    private static NewMessage from(@Nullable UUID sender, String kind, @Nullable UUID receiver, String body) {
        return message(sender, sender == null ? null : "Alice Martin", kind, receiver, body, CLAIM);
    }

    private static NewMessage message(
            @Nullable UUID sender,
            @Nullable String name,
            String kind,
            @Nullable UUID receiver,
            String body,
            @Nullable UUID claim) {
        return new NewMessage(new MessageSent(
                "acme",
                CONVERSATION,
                2,
                UUID.randomUUID(),
                claim,
                kind,
                sender,
                name,
                sender == null ? null : "CUSTOMER",
                receiver,
                body,
                null,
                null,
                Instant.EPOCH,
                List.of(ALICE, CHLOE, KARIM),
                null));
    }

    @Test
    void tellsEverybodyButTheSender() {
        assertThat(from(ALICE, "TEXT", null, "Hello").recipients()).containsExactly(CHLOE, KARIM);
    }

    @Test
    void tellsTheReceiverAlone() {
        assertThat(from(ALICE, "TEXT", KARIM, "Hello").recipients()).containsExactly(KARIM);
    }

    @Test
    void tellsNobodyOfAReceiverWhoDoesNotTakePart() {
        assertThat(from(ALICE, "TEXT", UUID.randomUUID(), "Hello").recipients()).isEmpty();
    }

    @Test
    void tellsNobodyWhatParleyItselfSays() {
        assertThat(from(null, "SYSTEM", null, "The conversation begins.").recipients())
                .isEmpty();
    }

    @Test
    void speaksTheLanguageOfTheRecipient() {
        NewMessage message = from(ALICE, "TEXT", null, "Hello");

        assertThat(message.title("fr")).isEqualTo("Nouveau message de Alice Martin");
        assertThat(message.title("en")).isEqualTo("New message from Alice Martin");
        assertThat(message(ALICE, " ", "TEXT", null, "Hello", CLAIM).title("en"))
                .isEqualTo("New message");
    }

    @Test
    void showsTheBeginningAsOneLine() {
        assertThat(from(ALICE, "TEXT", null, " Good\n\n\tmorning,\u00a0Chloé \n")
                        .body(140))
                .isEqualTo("Good morning, Chloé");
        assertThat(from(ALICE, "TEXT", null, "a".repeat(141)).body(140)).hasSize(140);
    }

    @Test
    void cutsNoCharacterInHalf() {
        String body = from(ALICE, "TEXT", null, "👋".repeat(200)).body(140);

        assertThat(body).isEqualTo("👋".repeat(140));
    }

    @Test
    void leadsToTheClaimOrTheConversation() {
        assertThat(from(ALICE, "TEXT", null, "Hello").link()).isEqualTo("/claims/" + CLAIM);
        assertThat(message(ALICE, "Alice", "TEXT", null, "Hello", null).link())
                .isEqualTo("/conversations/" + CONVERSATION);
    }
}
