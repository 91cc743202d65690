package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks JSON with a service on behalf of somebody: `http.as(ALICE).post("/api/v1/claims", Map.of("title", "…"))`.
/// Immutable: each `as` and `with` gives another client.
public final class Http {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final IntSupplier port;
    private final Map<String, String> headers;

    private Http(IntSupplier port, Map<String, String> headers) {
        this.port = port;
        this.headers = headers;
    }

    /// A client without a token for 127.0.0.1; the port is asked for at each call.
    public static Http to(IntSupplier port) {
        return new Http(port, Map.of());
    }

    public Http as(Cast person) {
        return withToken(TestTokens.tokenOf(person));
    }

    public Http withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Http with(String header, Object value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value.toString());
        return new Http(port, Map.copyOf(more));
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    /// @param body text is sent as it is, `null` sends none, anything else as its JSON
    public Answer post(String path, @Nullable Object body) {
        return send("POST", path, body);
    }

    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer put(String path, @Nullable Object body) {
        return send("PUT", path, body);
    }

    public Answer patch(String path, @Nullable Object body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer send(String method, String path, @Nullable Object body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.getAsInt() + path))
                .timeout(PATIENCE);
        headers.forEach(request::setHeader);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            if (!headers.containsKey("Content-Type")) {
                request.setHeader("Content-Type", "application/json");
            }
            request.method(
                    method,
                    BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body)));
        }
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + method + " " + path, e);
        }
    }

    /// What the service said.
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        /// The body; an absent node when there is none or it is not JSON.
        public JsonNode json() {
            try {
                return text().isEmpty() ? JSON.missingNode() : JSON.readTree(text());
            } catch (JacksonException notJson) {
                return JSON.missingNode();
            }
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /// The last part of a problem's `type`, such as `claim-not-submitted`; empty when it is no problem.
        public String problem() {
            String type = json().path("type").asString("");
            return type.substring(type.lastIndexOf('/') + 1);
        }

        /// Says what came when an assertion on it fails.
        @Override
        public String toString() {
            return status() + " " + text();
        }
    }
}
