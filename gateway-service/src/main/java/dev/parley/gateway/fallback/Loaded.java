package dev.parley.gateway.fallback;

import dev.parley.gateway.frame.ClientFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What messaging says about one conversation against a position.
///
/// @param entries in rising `seq`
/// @param isMore there are more between the position and the head than it gives at once
record Loaded(
        UUID conversationId, @Nullable UUID claimId, UUID epoch, long headSeq, List<Entry> entries, boolean isMore) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// @param data JSON text
    record Entry(long seq, String type, byte[] data) {}

    /// @throws JacksonException when it is no JSON
    static @Nullable Loaded ofJoin(byte[] body) {
        return of(JSON.readTree(body));
    }

    /// @return null when it is not what messaging answers
    static @Nullable List<Loaded> ofSync(byte[] body) {
        List<Loaded> all = new ArrayList<>();
        for (JsonNode each : JSON.readTree(body).path("conversations")) {
            Loaded loaded = of(each);
            if (loaded == null) {
                return null;
            }
            all.add(loaded);
        }
        return all;
    }

    private static @Nullable Loaded of(JsonNode node) {
        UUID id = uuid(node, "conversationId");
        UUID epoch = uuid(node, "epoch");
        if (id == null || epoch == null) {
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : node.path("entries")) {
            entries.add(new Entry(
                    entry.path("seq").asLong(),
                    entry.path("type").asString(""),
                    JSON.writeValueAsBytes(entry.path("data"))));
        }
        entries.sort(Comparator.comparingLong(Entry::seq));
        boolean isMore = node.path("more").asBoolean(false);
        return new Loaded(id, uuid(node, "claimId"), epoch, node.path("headSeq").asLong(), entries, isMore);
    }

    private static @Nullable UUID uuid(JsonNode node, String field) {
        return ClientFrame.uuidOf(node.path(field).asString(""));
    }
}
