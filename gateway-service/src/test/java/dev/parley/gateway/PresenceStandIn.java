package dev.parley.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.testkit.Cast;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/// Stands where presence-service is, at the network border. Nobody has ever been seen; whom the callers may know about,
/// a test says.
final class PresenceStandIn implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Set<UUID> watchable = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean away;

    PresenceStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/presence", this::answer);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void show(Cast person) {
        watchable.add(person.userId());
    }

    void hide(Cast person) {
        watchable.remove(person.userId());
    }

    /// From now on it answers 503, until [#back].
    void away() {
        away = true;
    }

    void back() {
        away = false;
    }

    int calls() {
        return calls.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<Object> items = new ArrayList<>();
            String query = exchange.getRequestURI().getQuery();
            for (String id : query.substring(query.indexOf('=') + 1).split(",")) {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("userId", id);
                item.put("status", "OFFLINE");
                item.put("lastSeenAt", null);
                item.put("watchable", watchable.contains(UUID.fromString(id)));
                items.add(item);
            }
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("items", items);
            page.put("nextCursor", null);
            byte[] bytes = JSON.writeValueAsBytes(page);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(away ? 503 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            calls.incrementAndGet();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
