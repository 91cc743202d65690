package dev.parley.systemtest.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Knows the gateway's address and signs people in. With several gateways each request and each socket goes to the next
/// one.
public final class Client {

    static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);

    private static final int ATTEMPTS = 4;

    private final List<URI> gateways;
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Client(URI... gateways) {
        this.gateways = List.of(gateways);
    }

    private URI gateway() {
        return gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size()));
    }

    public Person as(DemoUser who) {
        JsonNode answer = call("POST", "/dev/token", null, Map.of("username", who.username(), "password", "parley"))
                .expect(200);
        return new Person(this, who.username(), answer.path("accessToken").asString());
    }

    /// Generated people of acme, the same each time, without limits on how fast they may send.
    ///
    /// @param role CUSTOMER or AGENT
    public List<Person> crowd(int count, String role) {
        JsonNode answer = many("/dev/bench-users", Map.of("count", count, "role", role));
        var people = new ArrayList<Person>();
        answer.forEach(user -> people.add(new Person(
                this, user.path("username").asString(), user.path("accessToken").asString())));
        return people;
    }

    /// Thousands of signatures may take longer than one answer may; what was signed is not signed
    /// again.
    private JsonNode many(String path, Object body) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return attempt("POST", path, null, body).expect(200);
            } catch (IOException tooLong) {
                // Asked again: it goes on from where it was.
            }
        }
        return call("POST", path, null, body).expect(200);
    }

    /// A request without anybody's token.
    public Answer anonymously(String method, String path) {
        return call(method, path, null, null);
    }

    Answer call(String method, String path, @Nullable String token, @Nullable Object body, String... headers) {
        try {
            return attempt(method, path, token, body, headers);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer: " + e, e);
        }
    }

    /// @throws IOException when nothing is known about what became of the request
    Answer attempt(String method, String path, @Nullable String token, @Nullable Object body, String... headers)
            throws IOException {
        var request = HttpRequest.newBuilder(gateway().resolve(path)).timeout(LONGEST_ANSWER);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers(), json(answer.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    Socket open(String token) {
        return Socket.open(http, URI.create(gateway().toString().replaceFirst("^http", "ws") + "/ws"), token);
    }

    Wire wire(String token, Duration silence) throws IOException {
        return Wire.open(gateway(), token, silence);
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
