package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A client that changes between socket, stream and poll a thousand times, at any moment, while people talk in
/// conversations old and new: it gets every entry once and in order.
class SwitchingIT {
    private static final int STEPS = 1_000;
    private static final int CONVERSATIONS = 6;

    private final long seed = Long.getLong("parley.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Client> clients = List.of(new OnASocket(), new OnAStream(), new OnPolls());

    /// What the client has read, and by that where it is.
    private final Map<UUID, List<Long>> got = new LinkedHashMap<>();

    private RunningGateway gateway;

    /// What a stream or a poll said last; null when the socket has read since, which knows no such thing.
    private @Nullable String cursor;

    private interface Client {
        /// Connects where the last one was, reads a while, and goes away.
        void turn();
    }

    @Test
    void losesAndDoublesNothingInAThousandSwitches() throws InterruptedException {
        try (RunningGateway running = new RunningGateway("gateway.sockets.sessions-per-user=1000")) {
            gateway = running;
            Talk talk = new Talk(new Random(seed + 1));
            cursor = running.http()
                    .as(ALICE)
                    .get("/api/v1/realtime/poll")
                    .json()
                    .path("cursor")
                    .asString();
            Thread talking = Thread.ofVirtual().start(talk);
            int[] turns = new int[clients.size()];
            for (int step = 0; step < STEPS; step++) {
                int next = random.nextInt(clients.size());
                turns[next]++;
                clients.get(next).turn();
            }
            talk.isOver.set(true);
            talking.join();
            readTheRest(talk);
            for (Map.Entry<UUID, Long> said : talk.heads.entrySet()) {
                assertThat(got.getOrDefault(said.getKey(), List.of()))
                        .as("entries of one conversation, seed %d", seed)
                        .isEqualTo(java.util.stream.LongStream.rangeClosed(1, said.getValue())
                                .boxed()
                                .toList());
            }
            System.out.printf(
                    "switches=%d sockets=%d streams=%d polls=%d entries=%d seed=%d%n",
                    STEPS,
                    turns[0],
                    turns[1],
                    turns[2],
                    talk.heads.values().stream().mapToLong(each -> each).sum(),
                    seed);
        }
    }

    private void readTheRest(Talk talk) {
        for (int i = 0; i < 100 && !talk.heads.equals(heads()); i++) {
            new OnPolls().turn();
        }
    }

    private Map<UUID, Long> heads() {
        return got.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().getLast()));
    }

    /// @return whether it was an entry
    private boolean read(JsonNode envelope) {
        assertThat(envelope.path("type").asString()).as("seed %d", seed).isNotEqualTo("resync");
        JsonNode data = envelope.path("data");
        if (!envelope.path("type").asString().equals("new_message")) {
            return false;
        }
        got.computeIfAbsent(UUID.fromString(data.path("conversationId").asString()), _ -> new ArrayList<>())
                .add(data.path("seq").asLong());
        return true;
    }

    private String query() {
        if (cursor != null) {
            return "?cursor=" + cursor;
        }
        return "?cursors="
                + heads().entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue()
                                + (random.nextBoolean() ? ":" + MessagingStandIn.EPOCH : ""))
                        .collect(Collectors.joining(","));
    }

    // ---- the three ways ----

    private final class OnASocket implements Client {
        /// Joins what it is told of by the sync without having named it, as a client does that wants its order kept.
        @Override
        public void turn() {
            try (TestSocket socket = gateway.socketOf(ALICE)) {
                while (sync(socket)) {
                    // A conversation that is new is joined by naming it.
                }
                int most = random.nextInt(4);
                for (int i = 0; i < most; i++) {
                    JsonNode frame = socket.next(Duration.ofMillis(random.nextInt(20)));
                    if (frame != null && isInOrder(frame) && read(frame)) {
                        cursor = null;
                    }
                }
            }
        }

        /// @return whether something new came up
        private boolean sync(TestSocket socket) {
            Map<String, Object> cursors = new LinkedHashMap<>();
            heads().forEach((id, seq) ->
                    cursors.put(id.toString(), Map.of("seq", seq, "epoch", MessagingStandIn.EPOCH.toString())));
            boolean isNew = false;
            JsonNode answer = socket.ask("sync", Map.of("cursors", cursors));
            // What came before the answer is in it.
            socket.forgetWhatWasPassedOver();
            for (JsonNode conversation : answer.path("data").path("conversations")) {
                isNew |=
                        !cursors.containsKey(conversation.path("conversationId").asString());
                for (JsonNode entry : conversation.path("entries")) {
                    if (read(entry)) {
                        cursor = null;
                    }
                }
            }
            return isNew;
        }

        /// Of a conversation that is not joined the socket promises no order: such a frame says "sync", no more.
        private boolean isInOrder(JsonNode frame) {
            JsonNode data = frame.path("data");
            List<Long> known = data.has("conversationId")
                    ? got.get(UUID.fromString(data.path("conversationId").asString()))
                    : null;
            return known != null && !known.isEmpty();
        }
    }

    private final class OnAStream implements Client {
        @Override
        public void turn() {
            boolean isHeader = cursor != null && random.nextBoolean();
            try (TestStream stream = TestStream.open(
                    gateway.port(),
                    TestTokens.tokenOf(ALICE),
                    isHeader ? "?cursors=" : query(),
                    isHeader ? cursor : null)) {
                int most = random.nextInt(6);
                for (int i = 0; i < most; i++) {
                    TestStream.Event event = stream.next(Duration.ofMillis(i == 0 ? 5_000 : random.nextInt(20)));
                    if (event != null) {
                        read(event.envelope());
                        cursor = event.id() == null ? cursor : event.id();
                    }
                }
            }
        }
    }

    private final class OnPolls implements Client {
        @Override
        public void turn() {
            int most = 1 + random.nextInt(2);
            for (int i = 0; i < most; i++) {
                String wait = "&waitSeconds=" + (random.nextInt(20) == 0 ? 1 : 0);
                JsonNode answer = gateway.http()
                        .as(ALICE)
                        .get("/api/v1/realtime/poll" + query() + wait)
                        .json();
                boolean isLost = random.nextInt(10) == 0;
                if (!isLost) {
                    answer.path("events").forEach(SwitchingIT.this::read);
                    cursor = answer.path("cursor").asString();
                }
            }
        }
    }

    /// What people say meanwhile: stored first, then published.
    private final class Talk implements Runnable {
        private final Random chance;
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final Map<UUID, Long> heads = new LinkedHashMap<>();
        private final List<UUID> claims = new ArrayList<>();

        Talk(Random chance) {
            this.chance = chance;
        }

        @Override
        public void run() {
            for (int said = 0; !isOver.get(); said++) {
                if (said % 300 == 0 && claims.size() < CONVERSATIONS) {
                    UUID claim = UUID.randomUUID();
                    claims.add(claim);
                    gateway.messaging.claim("acme", claim, ALICE);
                }
                say(claims.get(chance.nextInt(claims.size())));
                LockSupport.parkNanos(chance.nextInt(4) == 0 ? 60_000_000 : 1_000_000);
            }
        }

        private void say(UUID claim) {
            UUID id = dev.parley.contracts.ConversationIds.ofClaim(claim);
            long seq = heads.merge(id, 1L, Long::sum);
            gateway.messaging.entry(id, seq, "new_message", Map.of("conversationId", id, "seq", seq, "body", "…"));
            gateway.publish(gateway.message(id, claim, seq, "…", ALICE));
        }
    }
}
