package dev.parley.localstack.fill;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;

/// What is committed together: a span of time with all of its entries.
final class Batch {
    final Rows messages = new Rows("message (id, tenant, conversation_id, claim_id, seq, kind, sender_id, sender_name,"
            + " sender_role, body, reply_to_id, client_key, content_hash, created_at, edited_at, withdrawn_at,"
            + " withdrawn_by)");
    final Rows edits = new Rows("message_edit (message_id, tenant, seq, edited_at, body_before)");
    final Rows reactions = new Rows("reaction (message_id, user_id, emoji, tenant, conversation_id, added_at)");
    final Rows marks = new Rows("read_mark (conversation_id, user_id, up_to_seq, tenant, role, read_at)");
    final Rows journal = new Rows("journal (id, topic, key, seq, type, tenant, actor, occurred_at, payload)");

    private @Nullable UUID firstMessage;
    private @Nullable UUID lastMessage;
    private int size;

    /// Messages come nearly in the order of their ids.
    void message(UUID id) {
        firstMessage = firstMessage == null || id.compareTo(firstMessage) < 0 ? id : firstMessage;
        lastMessage = lastMessage == null || id.compareTo(lastMessage) > 0 ? id : lastMessage;
        size++;
    }

    int size() {
        return size;
    }

    /// Smallest id; null without a message.
    @Nullable UUID firstMessage() {
        return firstMessage;
    }

    /// Largest id; null without a message.
    @Nullable UUID lastMessage() {
        return lastMessage;
    }

    void copyTo(CopyManager copies) throws SQLException {
        messages.copyTo(copies);
        edits.copyTo(copies);
        reactions.copyTo(copies);
        marks.copyTo(copies);
        journal.copyTo(copies);
    }
}
