package dev.parley.systemtest.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// One `parley.v1` socket. Every frame that arrives is kept, in order; answers find their question by its `id`.
public final class Socket implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NO_CODE = 1006;

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<JsonNode>> questions = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile Consumer<JsonNode> listener = _ -> {};
    private final WebSocket socket;

    private Socket(HttpClient http, URI address, String token) {
        socket = join(http.newWebSocketBuilder()
                .subprotocols("parley.v1")
                .header("Authorization", "Bearer " + token)
                .connectTimeout(Duration.ofSeconds(5))
                .buildAsync(address, new Receiver()));
    }

    static Socket open(HttpClient http, URI address, String token) {
        return new Socket(http, address, token);
    }

    /// Asks and waits for the one `ack` or `error` with the same id.
    public JsonNode ask(String type, Map<String, ?> data) {
        try {
            return join(question(type, data));
        } catch (IllegalStateException e) {
            throw new IllegalStateException(type + " of " + data + ": " + e.getMessage() + "; received " + frames, e);
        }
    }

    /// As [#ask], and gives the `data` of an answer that must be an `ack`.
    public JsonNode acked(String type, Map<String, ?> data) {
        JsonNode answer = ask(type, data);
        if (!answer.path("type").asString("").equals("ack")) {
            throw new AssertionError(type + " was refused: " + answer);
        }
        return answer.path("data");
    }

    public void tell(String type, Map<String, ?> data) {
        join(socket.sendText(Client.JSON.writeValueAsString(Map.of("type", type, "data", data)), true));
    }

    /// Frames of a type so far, oldest first.
    public List<JsonNode> received(String type) {
        return frames.stream().filter(frame -> isOf(type, frame)).toList();
    }

    /// The `data` of the first frame of this type that fits, whether it has come or is still to come.
    public JsonNode await(String type, Predicate<JsonNode> fits) {
        return Awaitility.await("frame " + type)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> received(type).stream()
                                .map(frame -> frame.path("data"))
                                .filter(fits)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /// Hears every frame that arrives from now on, in order, one at a time.
    public void listen(Consumer<JsonNode> to) {
        listener = to;
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /// Completes with the close code, 1006 when the connection broke.
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    /// Breaks the connection without a word, as a lost network does.
    public void drop() {
        socket.abort();
        ended(NO_CODE);
    }

    @Override
    public void close() {
        if (isOpen()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> socket);
            ended(WebSocket.NORMAL_CLOSURE);
        }
    }

    private CompletableFuture<JsonNode> question(String type, Map<String, ?> data) {
        String id = "q" + lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        questions.put(id, answer);
        if (closed.isDone()) {
            throw new IllegalStateException("the socket is closed");
        }
        join(socket.sendText(Client.JSON.writeValueAsString(Map.of("type", type, "id", id, "data", data)), true));
        return answer;
    }

    private void arrived(String text) {
        JsonNode frame = Client.JSON.readTree(text);
        frames.add(frame);
        listener.accept(frame);
        CompletableFuture<JsonNode> question = isOf("ack", frame) || isOf("error", frame)
                ? questions.remove(frame.path("id").asString(""))
                : null;
        if (question != null) {
            question.complete(frame);
        }
    }

    private void ended(int code) {
        closed.complete(code);
        questions
                .values()
                .forEach(question -> question.completeExceptionally(
                        new IllegalStateException("the socket was closed with " + code)));
    }

    private static boolean isOf(String type, JsonNode frame) {
        return frame.path("type").asString("").equals(type);
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the socket gives no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private final class Receiver implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                String text = partial.toString();
                partial.setLength(0);
                arrived(text);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            ended(code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ended(NO_CODE);
        }
    }
}
