package dev.parley.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of `/ws` as the JDK has it: frames that came and were not asked for yet wait in order.
///
/// Every frame that comes, and every frame of its own that was granted, is compared with the AsyncAPI
/// document; the first that is not as written there fails the test at the end.
final class TestSocket implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final List<JsonNode> passedOver = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Transcript transcript = new Transcript();
    private final StringBuilder partial = new StringBuilder();
    private final boolean reads;
    private WebSocket socket;

    private TestSocket(int port, @Nullable String token, @Nullable String origin, boolean reads) {
        this.reads = reads;
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder().subprotocols("parley.v1");
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (origin != null) {
            builder.header("Origin", origin);
        }
        this.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), this)
                .join();
    }

    static TestSocket stranger(int port) {
        return new TestSocket(port, null, null, true);
    }

    static TestSocket withToken(int port, String token) {
        return new TestSocket(port, token, null, true);
    }

    static TestSocket fromOrigin(int port, String origin) {
        return new TestSocket(port, null, origin, true);
    }

    /// Reads nothing until [#readOn].
    static TestSocket frozen(int port, String token) {
        return new TestSocket(port, token, null, false);
    }

    /// Authenticated, and told so.
    static TestSocket of(int port, String token) {
        TestSocket socket = withToken(port, token);
        socket.await("connected");
        return socket;
    }

    void readOn() {
        socket.request(Long.MAX_VALUE / 2);
    }

    // ---- out ----

    void tell(String type, Map<String, ?> data) {
        text(JSON.writeValueAsString(Map.of("type", type, "data", data)));
    }

    void text(String text) {
        socket.sendText(text, true).join();
    }

    void part(String text, boolean last) {
        socket.sendText(text, last).join();
    }

    /// Sends a frame with an id and gives its `ack` or `error`.
    JsonNode ask(String type, Map<String, ?> data) {
        String id = "t" + ids.incrementAndGet();
        String frame = JSON.writeValueAsString(Map.of("type", type, "id", id, "data", data));
        transcript.asked(JSON.readTree(frame));
        text(frame);
        return awaitAnswer(id);
    }

    JsonNode awaitAnswer(String id) {
        return await(
                frame -> id.equals(frame.path("id").asString(""))
                        && List.of("ack", "error").contains(frame.path("type").asString("")),
                "answer " + id);
    }

    // ---- in ----

    /// The next frame, whatever it is; null when none comes in time.
    @Nullable JsonNode next(Duration most) {
        if (!passedOver.isEmpty()) {
            return passedOver.removeFirst();
        }
        try {
            return frames.poll(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    JsonNode await(String type) {
        return await(frame -> type.equals(frame.path("type").asString("")), type);
    }

    JsonNode await(java.util.function.Predicate<JsonNode> wanted, String what) {
        for (JsonNode frame : passedOver) {
            if (wanted.test(frame)) {
                passedOver.remove(frame);
                return frame;
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                JsonNode frame = frames.poll(100, TimeUnit.MILLISECONDS);
                if (frame != null && wanted.test(frame)) {
                    return frame;
                }
                if (frame != null) {
                    passedOver.add(frame);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("no " + what + "; came: " + passedOver + ", closed: " + closed.getNow(0));
    }

    /// Everything that has come and was not asked for.
    List<JsonNode> rest() {
        frames.drainTo(passedOver);
        return passedOver;
    }

    List<JsonNode> rest(String type) {
        return rest().stream()
                .filter(frame -> frame.path("type").asString().equals(type))
                .toList();
    }

    void forgetWhatWasPassedOver() {
        passedOver.clear();
    }

    int closeCode() {
        try {
            return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not closed; came: " + rest(), e);
        } catch (Exception e) {
            throw new AssertionError("closed without a code", e);
        }
    }

    // ---- WebSocket.Listener ----

    @Override
    public void onOpen(WebSocket webSocket) {
        if (reads) {
            webSocket.request(Long.MAX_VALUE / 2);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            JsonNode frame = JSON.readTree(partial.toString());
            transcript.came(frame);
            frames.add(frame);
            partial.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
        transcript.check();
    }
}
