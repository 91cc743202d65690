package dev.parley.gateway;

import dev.parley.testkit.Cast;
import dev.parley.testkit.TestTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of server-sent events: events that came and were not asked for yet wait in order.
final class TestStream implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// @param id null when it had none
    record Event(@Nullable String id, String type, JsonNode envelope) {
        JsonNode data() {
            return envelope.path("data");
        }
    }

    private final HttpResponse<InputStream> response;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<Event> passedOver = new ArrayList<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private TestStream(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    /// @param lastEventId null for none
    static TestStream open(int port, String token, String query, @Nullable String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/realtime/events" + query))
                .header("Authorization", "Bearer " + token);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<InputStream> response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                try (InputStream body = response.body()) {
                    throw new AssertionError(
                            response.statusCode() + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return new TestStream(response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static TestStream of(RunningGateway gateway, Cast person) {
        return open(gateway.port(), TestTokens.tokenOf(person), "", null);
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = null;
            String type = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    events.add(new Event(id, type, JSON.readTree(data)));
                    id = null;
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
            }
            ended.complete(true);
        } catch (IOException e) {
            ended.complete(false);
        }
    }

    /// The next event, whatever it is; null when none comes in time.
    @Nullable Event next(Duration most) {
        try {
            return events.poll(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    Event await(String type) {
        for (Event event : passedOver) {
            if (event.type.equals(type)) {
                passedOver.remove(event);
                return event;
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Event event = next(Duration.ofMillis(100));
            if (event != null && event.type.equals(type)) {
                return event;
            }
            if (event != null) {
                passedOver.add(event);
            }
        }
        throw new AssertionError("no " + type + "; came: " + passedOver + ", ended: " + ended.getNow(false));
    }

    List<Event> rest(String type) {
        events.drainTo(passedOver);
        return passedOver.stream().filter(event -> event.type.equals(type)).toList();
    }

    /// @return whether it ended as a stream should
    boolean awaitEnd() {
        return ended.completeOnTimeout(false, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
