package dev.parley.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.contracts.ConversationIds;
import dev.parley.testkit.Cast;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stands where messaging-service is, at the network border, and answers as the contract says. Who may see what is told
/// by tenant: a token's tenant sees the conversations of that tenant.
final class MessagingStandIn implements AutoCloseable {
    static final UUID EPOCH = UUID.fromString("0192aaaa-0000-7000-8000-000000000001");
    private static final UUID SOMEBODY = UUID.fromString("0192aaaa-0000-7000-8000-000000000002");
    private static final String AT = "2026-11-20T09:15:30.125Z";
    private static final int MOST_ENTRIES_EACH = 100;
    private static final int MOST_ENTRIES = 500;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Map<UUID, Conversation> conversations = new ConcurrentHashMap<>();
    private final AtomicLong openings = new AtomicLong();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<UUID, Map<UUID, Unread>> unread = new ConcurrentHashMap<>();
    private volatile @Nullable CountDownLatch hold;
    private volatile @Nullable CountDownLatch unreadHold;

    private record Unread(long unread, long headSeq, long upToSeq) {}

    /// @param opened in which order
    record Conversation(
            String tenant,
            @Nullable UUID claimId,
            Set<UUID> participants,
            long opened,
            List<Map<String, Object>> entries) {}

    record Call(String method, String path, @Nullable String idempotencyKey, String body) {}

    MessagingStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Call> calls() {
        return calls;
    }

    /// @param participants who is told of it by a sync without naming it
    UUID claim(String tenant, UUID claimId, Cast... participants) {
        UUID id = ConversationIds.ofClaim(claimId);
        conversations.put(
                id,
                new Conversation(
                        tenant,
                        claimId,
                        Arrays.stream(participants).map(Cast::userId).collect(Collectors.toSet()),
                        openings.incrementAndGet(),
                        new CopyOnWriteArrayList<>()));
        return id;
    }

    /// @param data of a message, what differs from any other message
    void entry(UUID conversationId, long seq, String type, Map<String, Object> data) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("conversationId", conversationId);
        entry.put("seq", seq);
        entry.put("type", type);
        entry.put("at", AT);
        entry.put("actorId", SOMEBODY);
        entry.put("data", type.equals("new_message") ? message(conversationId, seq, data) : data);
        conversation(conversationId).entries().add(entry);
    }

    private static Map<String, Object> message(UUID conversationId, long seq, Map<String, Object> given) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", UUID.randomUUID());
        message.put("conversationId", conversationId);
        message.put("claimId", null);
        message.put("seq", seq);
        message.put("kind", "TEXT");
        message.put("senderId", SOMEBODY);
        message.put("senderName", "Somebody");
        message.put("senderRole", "AGENT");
        message.put("isAdminMessage", true);
        message.put("receiverId", null);
        message.put("body", "…");
        message.put("replyToId", null);
        message.put("attachments", List.of());
        message.put("reactions", List.of());
        message.put("clientKey", null);
        message.put("createdAt", AT);
        message.put("editedAt", null);
        message.put("withdrawnAt", null);
        message.put("isRead", false);
        message.put("readAt", null);
        message.put("readBy", List.of());
        message.putAll(given);
        return message;
    }

    /// What is counted for a person from now on.
    void counted(UUID userId, UUID conversationId, long count, long headSeq, long upToSeq) {
        unread.computeIfAbsent(userId, _ -> new ConcurrentHashMap<>())
                .put(conversationId, new Unread(count, headSeq, upToSeq));
    }

    /// How often numbers were asked for, a session's beginning not counted.
    long unreadQuestions(UUID conversationId) {
        return calls.stream()
                .filter(call -> call.path().contains("unread-count?"))
                .filter(call -> call.path().contains(conversationId.toString()))
                .count();
    }

    /// Calls that arrive from now on are answered only after the returned latch is counted down.
    CountDownLatch hold() {
        CountDownLatch latch = new CountDownLatch(1);
        hold = latch;
        return latch;
    }

    /// Questions for unread numbers that arrive from now on are answered only after the returned latch is counted down.
    CountDownLatch holdUnread() {
        CountDownLatch latch = new CountDownLatch(1);
        unreadHold = latch;
        return latch;
    }

    void holdNothing() {
        hold = null;
        unreadHold = null;
    }

    private Conversation conversation(UUID id) {
        Conversation found = conversations.get(id);
        if (found == null) {
            throw new IllegalArgumentException("no conversation " + id);
        }
        return found;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().toString();
            calls.add(new Call(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    body));
            Object result = route(exchange, path, body);
            CountDownLatch latch = path.contains("/unread-count") ? unreadHold : hold;
            if (latch != null) {
                latch.await(10, TimeUnit.SECONDS);
            }
            send(exchange, result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Object route(HttpExchange exchange, String path, String body) {
        String tenant = tenant(exchange);
        if (path.contains("/unread-count")) {
            return unreadOf(UUID.fromString(claims(exchange).path("sub").asString()), path);
        }
        if (path.equals("/api/v1/conversations/join")) {
            JsonNode request = JSON.readTree(body);
            UUID id = request.has("claimId")
                    ? ConversationIds.ofClaim(uuid(request, "claimId"))
                    : uuid(request, "conversationId");
            long after = request.path("afterSeq").asLong(Long.MAX_VALUE);
            return visible(tenant, id) ? loaded(id, after, MOST_ENTRIES, true) : 404;
        }
        if (path.equals("/api/v1/conversations/sync")) {
            return Map.of("conversations", synced(exchange, JSON.readTree(body).path("cursors")));
        }
        if (path.contains("/entries?afterSeq=")) {
            UUID id = UUID.fromString(path.split("/")[4]);
            long after = Long.parseLong(path.replaceAll(".*afterSeq=(\\d+).*", "$1"));
            return visible(tenant, id) ? Map.of("items", after(id, after)) : 404;
        }
        if (path.equals("/api/v1/messages")) {
            return message(
                    SOMEBODY, 1, Map.of("body", JSON.readTree(body).path("body").asString()));
        }
        if (path.endsWith("/read")) {
            return Map.of("conversationId", SOMEBODY, "userId", SOMEBODY, "upToSeq", 7, "readAt", AT);
        }
        return 404;
    }

    private List<Object> synced(HttpExchange exchange, JsonNode cursors) {
        List<Object> synced = new ArrayList<>();
        Set<UUID> held = new HashSet<>();
        long newest = 0;
        for (Map.Entry<String, JsonNode> cursor : cursors.properties()) {
            UUID id = UUID.fromString(cursor.getKey());
            if (visible(tenant(exchange), id)) {
                held.add(id);
                newest = Math.max(newest, conversation(id).opened());
                synced.add(loaded(id, cursor.getValue().path("seq").asLong(0), MOST_ENTRIES_EACH, false));
            }
        }
        UUID caller = UUID.fromString(claims(exchange).path("sub").asString());
        long since = newest;
        conversations.entrySet().stream()
                .filter(each -> each.getValue().participants().contains(caller) && !held.contains(each.getKey()))
                .filter(each -> each.getValue().opened() >= since)
                .sorted(Comparator.comparingLong(each -> -each.getValue().opened()))
                .forEach(each -> synced.add(loaded(each.getKey(), 0, MOST_ENTRIES_EACH, false)));
        return synced;
    }

    private Map<String, Object> unreadOf(UUID userId, String path) {
        boolean isEverything = path.endsWith("/unread-count");
        List<Map<String, Object>> rows = new ArrayList<>();
        unread.getOrDefault(userId, Map.of()).forEach((id, row) -> {
            if (isEverything ? row.unread() > 0 : path.contains(id.toString())) {
                Map<String, Object> counts = new LinkedHashMap<>();
                counts.put("conversationId", id);
                Conversation conversation = conversations.get(id);
                counts.put("claimId", conversation == null ? null : conversation.claimId());
                counts.put("unread", row.unread());
                counts.put("headSeq", row.headSeq());
                counts.put("upToSeq", row.upToSeq());
                rows.add(counts);
            }
        });
        long total = rows.stream().mapToLong(row -> (long) row.get("unread")).sum();
        return Map.of("total", total, "conversations", rows);
    }

    private boolean visible(String tenant, UUID id) {
        Conversation found = conversations.get(id);
        return found != null && found.tenant().equals(tenant);
    }

    private Map<String, Object> loaded(UUID id, long afterSeq, int most, boolean isJoin) {
        Conversation found = conversation(id);
        // Before the entries: a head without its entries would be a hole, entries past the head are none.
        int head = found.entries().size();
        List<Map<String, Object>> all = after(id, afterSeq).stream()
                .filter(entry -> (long) entry.get("seq") <= head)
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("conversationId", id);
        answer.put("claimId", found.claimId());
        answer.put("epoch", EPOCH);
        answer.put("headSeq", head);
        answer.put("entries", all.subList(0, Math.min(most, all.size())));
        answer.put("more", all.size() > most);
        answer.put("resync", false);
        if (isJoin) {
            answer.put("participants", List.of());
            answer.put("readPositions", List.of());
        }
        return answer;
    }

    private List<Map<String, Object>> after(UUID id, long afterSeq) {
        return conversation(id).entries().stream()
                .filter(entry -> (long) entry.get("seq") > afterSeq)
                .toList();
    }

    private static UUID uuid(JsonNode node, String field) {
        return UUID.fromString(node.path(field).asString());
    }

    private static String tenant(HttpExchange exchange) {
        return claims(exchange).path("tenant").asString();
    }

    private static JsonNode claims(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        byte[] claims = java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return JSON.readTree(claims);
    }

    private static void send(HttpExchange exchange, Object result) throws IOException {
        boolean missing = result instanceof Integer;
        Object content = missing
                ? Map.of("type", "/problems/not-found", "title", "Not found", "status", 404, "detail", "nothing")
                : result;
        byte[] bytes = JSON.writeValueAsBytes(content);
        exchange.getResponseHeaders().set("Content-Type", missing ? "application/problem+json" : "application/json");
        exchange.sendResponseHeaders(missing ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
