package dev.parley.gateway.unread;

import dev.parley.gateway.frame.ClientFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What messaging counted at one moment.
record UnreadAnswer(List<Row> rows) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// @param headSeq the conversation's last entry at that moment
    /// @param upToSeq the caller's read position at that moment
    record Row(UUID conversationId, long unread, long headSeq, long upToSeq) {}

    /// @return null for what is no such answer: a number that does not say up to where it counts is useless
    static @Nullable UnreadAnswer read(byte[] body) {
        try {
            List<Row> rows = new ArrayList<>();
            JsonNode conversations = JSON.readTree(body).path("conversations");
            for (JsonNode each : conversations) {
                UUID id = ClientFrame.uuidOf(each.path("conversationId").asString(""));
                if (id == null || !each.path("headSeq").isIntegralNumber()) {
                    return null;
                }
                rows.add(new Row(
                        id,
                        each.path("unread").asLong(0),
                        each.path("headSeq").asLong(0),
                        each.path("upToSeq").asLong(0)));
            }
            return conversations.isArray() ? new UnreadAnswer(rows) : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
