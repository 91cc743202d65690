package dev.parley.localstack.seed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers the seed as Parley's contract says, keeps what it was asked, and knows keys and states of claims.
final class ParleyStandIn implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param replayed its key came before
    record Asked(String method, String path, @Nullable String key, JsonNode body, boolean replayed) {
        boolean is(String wantedMethod, String pathPattern) {
            return method.equals(wantedMethod) && path.matches(pathPattern);
        }
    }

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, String> statuses = new ConcurrentHashMap<>();
    private volatile @Nullable String refused;

    ParleyStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Asked> takeAsked() {
        var all = new ArrayList<>(asked);
        asked.clear();
        return all;
    }

    List<String> statuses() {
        return List.copyOf(statuses.values());
    }

    /// From now on requests to this path are refused.
    void refuse(String pathPattern) {
        refused = pathPattern;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().toString();
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        byte[] sent = exchange.getRequestBody().readAllBytes();
        JsonNode body = sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent);
        boolean replayed = key != null && answers.containsKey(key);
        asked.add(new Asked(method, path, key, body, replayed));
        String refusal = refused;
        if (refusal != null && path.matches(refusal)) {
            send(exchange, 403, "{\"title\":\"Forbidden\"}");
        } else if (key != null) {
            send(exchange, 200, answers.computeIfAbsent(key, _ -> answer(method, path, body)));
        } else {
            send(exchange, 200, answer(method, path, body));
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String answer(String method, String path, JsonNode body) {
        if (path.equals("/dev/token")) {
            return "{\"accessToken\":\"" + token(body.get("username").asString()) + "\"}";
        }
        if (path.equals("/dev/bench-users")) {
            List<Map<String, String>> users = new ArrayList<>();
            for (int i = 0; i < body.get("count").asInt(); i++) {
                users.add(Map.of("userId", id("bench" + i), "accessToken", token("bench" + i)));
            }
            return JSON.writeValueAsString(users);
        }
        if (path.equals("/api/v1/claims")) {
            String id = id("claim" + body);
            statuses.put(id, "DRAFT");
            return "{\"id\":\"" + id + "\"}";
        }
        if (path.startsWith("/api/v1/claims/")) {
            return claim(path.split("/", -1)[4], path.split("/", -1), body);
        }
        if (path.startsWith("/api/v1/conversations?")) {
            return "{\"items\":[{\"id\":\"" + id(path) + "\"}]}";
        }
        return "{\"id\":\"" + id(method + path + body) + "\",\"conversationId\":\"" + id("c") + "\",\"seq\":7}";
    }

    private String claim(String id, String[] path, JsonNode body) {
        String act = path.length > 5 ? path[5] : "";
        switch (act) {
            case "submit" -> statuses.put(id, "SUBMITTED");
            case "withdraw" -> statuses.put(id, "WITHDRAWN");
            case "status" -> statuses.put(id, body.get("status").asString());
            default -> {}
        }
        return "{\"id\":\"%s\",\"status\":\"%s\",\"priority\":\"NORMAL\",\"tags\":[]}".formatted(id, statuses.get(id));
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String token(String username) {
        String payload = "{\"sub\":\"" + id(username) + "\"}";
        return "h." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".s";
    }
}
