package dev.parley.messaging.conversation;

import dev.parley.web.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who takes part in a conversation.
///
/// @param name empty until the person was seen for the first time
/// @param role null until then
public record Participant(
        UUID userId, String name, @Nullable Role role) {
    public static Participant row(ResultSet row, int number) throws SQLException {
        String role = row.getString("role");
        return new Participant(
                row.getObject("user_id", UUID.class), row.getString("name"), role == null ? null : Role.valueOf(role));
    }
}
