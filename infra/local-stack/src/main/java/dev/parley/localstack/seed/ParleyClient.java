package dev.parley.localstack.seed;

import dev.parley.localstack.stack.StackProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The public API as a script uses it. Busy (429, 503) is waited for, as `Retry-After` says.
final class ParleyClient {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_TRIES = 30;
    private static final long LONGEST_WAIT_SECONDS = 10;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    ParleyClient(URI base) {
        this.base = base;
    }

    String tokenOf(String username) throws InterruptedException {
        return post("/dev/token", null, null, Map.of("username", username, "password", "parley"), Set.of())
                .get("accessToken")
                .asString();
    }

    JsonNode benchUsers(int count) throws InterruptedException {
        return post("/dev/bench-users", null, null, Map.of("count", count), Set.of());
    }

    /// @param tolerated statuses besides 2xx that are as good, such as 409 for "done before"
    JsonNode post(String path, @Nullable String token, @Nullable UUID key, Object body, Set<Integer> tolerated)
            throws InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (key != null) {
            request.header("Idempotency-Key", key.toString());
        }
        for (int tried = 1; ; tried++) {
            HttpResponse<String> answer = send(request.build());
            int status = answer.statusCode();
            if (status / 100 == 2 || tolerated.contains(status)) {
                return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            }
            if ((status != 429 && status != 503) || tried == MOST_TRIES) {
                throw new StackProblem("Parley answered " + status + " to POST " + path + ": " + answer.body());
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
