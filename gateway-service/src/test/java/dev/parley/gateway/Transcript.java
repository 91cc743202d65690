package dev.parley.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What one socket said and heard, held against the document. Of each kind the first few: comparing takes time, and a
/// client under load must not be slow because of it.
final class Transcript {
    private static final int ENOUGH = 20;

    private final Map<String, Integer> compared = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> asked = new ConcurrentHashMap<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();

    /// A frame with an id. Whether it has to be right is known when the answer comes: what is refused may be wrong.
    void asked(JsonNode frame) {
        asked.put(frame.path("id").toString(), frame);
    }

    void came(JsonNode frame) {
        String type = frame.path("type").asString("");
        if (!type.equals("ack")) {
            compare("server." + type, frame);
            return;
        }
        JsonNode question = asked.get(frame.path("id").toString());
        if (question != null) {
            String asking = question.path("type").asString();
            compare("client." + asking, question);
            compare("ack." + asking, frame);
        }
    }

    private void compare(String message, JsonNode frame) {
        if (compared.merge(message, 1, Integer::sum) > ENOUGH) {
            return;
        }
        String breach = breach(message, frame);
        if (breach != null) {
            breaches.add(breach);
        }
    }

    private static @Nullable String breach(String message, JsonNode frame) {
        List<String> found = DocumentedMessages.breaches(message, frame);
        return found.isEmpty() ? null : message + " " + found + " in " + frame;
    }

    void check() {
        if (!breaches.isEmpty()) {
            throw new AssertionError("not as /docs/asyncapi.json says: " + breaches.getFirst());
        }
    }
}
