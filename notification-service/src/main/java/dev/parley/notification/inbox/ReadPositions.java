package dev.parley.notification.inbox;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Raising a notification and reading its message may happen at once, on two topics. Whichever takes the
/// lock second sees what the first has committed: the notification is read, or never raised; it is not left
/// unread for ever.
final class ReadPositions {
    private ReadPositions() {}

    /// Until the end of the running transaction.
    static void lock(JdbcClient jdbc, UUID conversationId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:conversation, 0))")
                .param("conversation", conversationId.toString())
                .query((_, _) -> true)
                .single();
    }
}
