package dev.parley.messaging.property;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request of the contract; `{conversation}`, `{claim}`, `{message}`, `{scheduled}`, `{reply}` and `{user}` stand for
/// ids, in the path and in the values of the body.
record Endpoint(String method, String path, Map<String, Object> body) {
    private static final String THUMB = "%F0%9F%91%8D";

    /// Those that name something which not everybody may see.
    static List<Endpoint> aboutSomething() {
        List<Endpoint> all = new ArrayList<>();
        for (String get : List.of(
                "/conversations/{conversation}",
                "/conversations/{conversation}/messages",
                "/conversations/{conversation}/entries",
                "/messages/claim/{claim}",
                "/messages/{message}",
                "/messages/{message}/edits",
                "/messages/search?q=leak&conversationId={conversation}",
                "/canned-replies/{reply}")) {
            all.add(new Endpoint("GET", get, Map.of()));
        }
        all.add(new Endpoint("PATCH", "/conversations/{conversation}", Map.of("title", "Title", "muted", true)));
        all.add(new Endpoint("DELETE", "/conversations/{conversation}", Map.of()));
        all.add(new Endpoint("POST", "/conversations/{conversation}/messages", Map.of("body", "leak")));
        all.add(new Endpoint("POST", "/conversations/{conversation}/read", Map.of("upToSeq", 1)));
        all.add(new Endpoint("POST", "/conversations/{conversation}/archive", Map.of()));
        all.add(new Endpoint("POST", "/conversations/{conversation}/unarchive", Map.of()));
        all.add(new Endpoint("POST", "/conversations/{conversation}/participants", Map.of("userId", "{user}")));
        all.add(new Endpoint("DELETE", "/conversations/{conversation}/participants/{user}", Map.of()));
        all.add(new Endpoint("POST", "/conversations/join", Map.of("conversationId", "{conversation}", "afterSeq", 0)));
        all.add(new Endpoint("POST", "/conversations/join", Map.of("claimId", "{claim}", "afterSeq", 0)));
        all.add(new Endpoint("POST", "/messages", message("claimId", "{claim}")));
        all.add(new Endpoint("POST", "/messages", message("conversationId", "{conversation}")));
        Map<String, Object> later = new LinkedHashMap<>(message("conversationId", "{conversation}"));
        later.put("sendAt", Instant.now().plus(30, ChronoUnit.DAYS).toString());
        later.put("cancelIfAnswered", true);
        all.add(new Endpoint("POST", "/messages", later));
        all.add(new Endpoint("PATCH", "/messages/{message}", Map.of("body", "leak")));
        all.add(new Endpoint("PATCH", "/messages/{message}/read", Map.of()));
        all.add(new Endpoint("DELETE", "/messages/{message}?reason=unkind", Map.of()));
        all.add(new Endpoint("DELETE", "/messages/{message}?hard=true", Map.of()));
        all.add(new Endpoint("DELETE", "/messages/{scheduled}?reason=unkind", Map.of()));
        all.add(new Endpoint("PUT", "/messages/{message}/reactions/" + THUMB, Map.of()));
        all.add(new Endpoint("DELETE", "/messages/{message}/reactions/" + THUMB, Map.of()));
        all.add(new Endpoint("PUT", "/canned-replies/{reply}", reply()));
        all.add(new Endpoint("DELETE", "/canned-replies/{reply}", Map.of()));
        return all;
    }

    private static Map<String, Object> message(String target, String id) {
        return Map.of(target, id, "body", "leak");
    }

    /// Those that begin something or list what one has.
    static List<Endpoint> aboutNothing() {
        List<Endpoint> all = new ArrayList<>();
        for (String get : List.of(
                "/conversations",
                "/messages/recent",
                "/messages/unread-count",
                "/messages/scheduled",
                "/messages/search?q=leak",
                "/canned-replies")) {
            all.add(new Endpoint("GET", get, Map.of()));
        }
        all.add(new Endpoint(
                "POST", "/conversations", Map.of("kind", "GROUP", "participantIds", List.of("{user}"), "title", "T")));
        all.add(new Endpoint(
                "POST", "/conversations/sync", Map.of("cursors", Map.of("{conversation}", Map.of("seq", 0)))));
        all.add(new Endpoint("POST", "/canned-replies", reply()));
        return all;
    }

    static Map<String, Object> reply() {
        return Map.of("shortcut", "hello", "title", "Hello", "body", "Hello you", "locale", "en");
    }

    String pathWith(Map<String, String> ids) {
        return "/api/v1" + filled(path, ids);
    }

    /// Null when the request has no body.
    @Nullable Map<String, Object> bodyWith(Map<String, String> ids) {
        if (body.isEmpty()) {
            return null;
        }
        Map<String, Object> filled = new LinkedHashMap<>();
        body.forEach((name, value) -> filled.put(name, filled(value, ids)));
        return filled;
    }

    private static Object filled(Object value, Map<String, String> ids) {
        return switch (value) {
            case String text -> filled(text, ids);
            case List<?> list -> list.stream().map(each -> filled(each, ids)).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> filled = new LinkedHashMap<>();
                map.forEach((name, each) -> filled.put(filled(name, ids), filled(each, ids)));
                yield filled;
            }
            default -> value;
        };
    }

    /// As the service itself names it, such as `GET /api/v1/messages/{id}`.
    String pattern() {
        int query = path.indexOf('?');
        return method + " /api/v1"
                + (query < 0 ? path : path.substring(0, query))
                        .replaceAll("\\{(conversation|message|scheduled|reply)}", "{id}")
                        .replace("{claim}", "{claimId}")
                        .replace("{user}", "{userId}")
                        .replace(THUMB, "{emoji}");
    }

    private static String filled(String text, Map<String, String> ids) {
        String filled = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    static Map<String, String> ids(UUID conversation, UUID claim, UUID message, UUID scheduled, UUID reply, UUID user) {
        return Map.of(
                "conversation", conversation.toString(),
                "claim", claim.toString(),
                "message", message.toString(),
                "scheduled", scheduled.toString(),
                "reply", reply.toString(),
                "user", user.toString());
    }
}
