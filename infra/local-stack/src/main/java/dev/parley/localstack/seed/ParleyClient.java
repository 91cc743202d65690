package dev.parley.localstack.seed;

import dev.parley.localstack.stack.StackProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The public API as a script uses it. Busy (429, 503) is waited for, as `Retry-After` says.
public final class ParleyClient {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_TRIES = 30;
    private static final long LONGEST_WAIT_SECONDS = 10;
    private static final int CONFLICT = 409;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    public ParleyClient(URI base) {
        this.base = base;
    }

    String tokenOf(String username) throws InterruptedException {
        return send("POST", "/dev/token", null, null, Map.of("username", username, "password", "parley"))
                .must()
                .get("accessToken")
                .asString();
    }

    public UUID userIdOf(String username) throws InterruptedException {
        return userIdIn(tokenOf(username));
    }

    /// The `sub` of a token; its signature is the server's affair.
    static UUID userIdIn(String token) {
        String payload = token.split("\\.", -1)[1];
        return UUID.fromString(
                JSON.readTree(Base64.getUrlDecoder().decode(payload)).get("sub").asString());
    }

    /// @param role CUSTOMER, AGENT or ADMIN
    public JsonNode benchUsers(String role, int count) throws InterruptedException {
        return send("POST", "/dev/bench-users", null, null, Map.of("role", role, "count", count))
                .must();
    }

    /// @param problem what Parley said if it did not do it, otherwise null
    record Answer(int status, JsonNode body, @Nullable String problem) {
        /// @throws StackProblem when it was not done
        JsonNode must() {
            if (problem != null) {
                throw new StackProblem(problem);
            }
            return body;
        }

        /// Done now, or a conflict with what an earlier run has done.
        boolean mustOrConflict() {
            if (status != CONFLICT) {
                must();
            }
            return status != CONFLICT;
        }
    }

    Answer get(String path, String token) throws InterruptedException {
        return send("GET", path, token, null, null);
    }

    Answer send(String method, String path, @Nullable String token, @Nullable UUID key, @Nullable Object body)
            throws InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (key != null) {
            request.header("Idempotency-Key", key.toString());
        }
        for (int tried = 1; ; tried++) {
            HttpResponse<String> answer = send(request.build());
            int status = answer.statusCode();
            if ((status != 429 && status != 503) || tried == MOST_TRIES) {
                boolean done = status / 100 == 2;
                JsonNode json =
                        !done || answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
                String problem =
                        done ? null : "Parley answered " + status + " to " + method + " " + path + ": " + answer.body();
                return new Answer(status, json, problem);
            }
            long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
            TimeUnit.SECONDS.sleep(Math.min(seconds, LONGEST_WAIT_SECONDS));
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StackProblem(
                    "Parley does not answer at " + base + " (" + e.getMessage() + "): is it up? ./parley status says.",
                    e);
        }
    }
}
