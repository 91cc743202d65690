package dev.parley.messaging.reading;

import dev.parley.messaging.conversation.Conversation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the positions of everybody in a conversation. Runs in the transaction of its caller.
@Component
public class ReadPositions {
    private final JdbcClient jdbc;

    ReadPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<ReadPosition> of(Conversation conversation) {
        return jdbc.sql("""
                        select user_id, up_to_seq, read_at from read_position
                        where conversation_id = ? order by user_id""").param(conversation.id()).query(ReadPositions::row).list();
    }

    static ReadPosition row(ResultSet row, int number) throws SQLException {
        return new ReadPosition(
                row.getObject("user_id", UUID.class),
                row.getLong("up_to_seq"),
                row.getTimestamp("read_at").toInstant());
    }
}
