package dev.parley.messaging.message;

import dev.parley.messaging.message.MessageController.Version;
import dev.parley.web.Caller;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Reads what a message said before its edits; nothing of it is shown once the message was withdrawn.
@Component
class EditHistory {
    private static final int MOST = 100;

    private final JdbcClient jdbc;

    EditHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public List<Version> of(Caller caller, UUID messageId) {
        return jdbc.sql("""
                        select body_before, edited_at from message_edit
                        where message_id = ? and tenant = ?
                          and exists (select from message m where m.id = message_id and m.withdrawn_at is null)
                        order by seq limit ?""")
                .params(messageId, caller.tenant(), MOST)
                .query((row, _) ->
                        new Version(row.getString(1), row.getTimestamp(2).toInstant()))
                .list();
    }
}
