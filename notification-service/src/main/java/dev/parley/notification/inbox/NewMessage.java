package dev.parley.notification.inbox;

import dev.parley.contracts.messaging.MessageSent;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// What a message means as a notification: for whom, and with which words.
record NewMessage(MessageSent sent) {
    static final String TYPE = "NEW_MESSAGE";
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /// Everybody who takes part but the sender; with a receiver, the receiver alone. Nobody for what Parley itself
    /// says.
    List<UUID> recipients() {
        if (!sent.kind().equals("TEXT")) {
            return List.of();
        }
        UUID receiver = sent.receiverId();
        return sent.participantIds().stream()
                .filter(person -> !person.equals(sent.senderId()))
                .filter(person -> receiver == null || receiver.equals(person))
                .toList();
    }

    String title(String locale) {
        String sender = sent.senderName();
        boolean french = locale.equals("fr");
        if (sender == null || sender.isBlank()) {
            return french ? "Nouveau message" : "New message";
        }
        return (french ? "Nouveau message de " : "New message from ") + sender;
    }

    /// The beginning of the text as one line; no character is cut in half.
    String body(int mostCharacters) {
        return beginning(sent.body(), mostCharacters);
    }

    static String beginning(String text, int mostCharacters) {
        String line = WHITE_SPACE.matcher(text).replaceAll(" ").strip();
        int length = line.codePointCount(0, line.length());
        return length <= mostCharacters ? line : line.substring(0, line.offsetByCodePoints(0, mostCharacters));
    }

    /// Path in the web client.
    String link() {
        UUID claim = sent.claimId();
        return claim != null ? "/claims/" + claim : "/conversations/" + sent.conversationId();
    }
}
