package dev.parley.systemtest.journey;

import static dev.parley.systemtest.client.DemoUser.ALICE;
import static dev.parley.systemtest.client.DemoUser.CHLOE;
import static org.awaitility.Awaitility.await;

import dev.parley.systemtest.client.Answer;
import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.client.Socket;
import dev.parley.systemtest.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/// Alice, Chloé, their sockets, and the questions that journeys ask again and again.
final class Scene implements AutoCloseable {

    /// What is brought about by events has come by then.
    static final Duration SOON = Duration.ofSeconds(10);

    /// Leaving counts only after a grace against flicker.
    private static final Duration GONE = Duration.ofSeconds(20);

    final Client client;
    final Person alice;
    final Person chloe;
    private final Stack stack;
    private final List<Socket> sockets = new ArrayList<>();

    Scene(Stack stack) {
        this.stack = stack;
        client = new Client(stack.address());
        alice = client.as(ALICE);
        chloe = client.as(CHLOE);
    }

    /// Everybody leaves.
    @Override
    public void close() {
        sockets.forEach(Socket::close);
    }

    /// A socket that has joined the claim.
    Socket open(Person person, String claimId) {
        Socket socket = listening(person.connect());
        socket.acked("join_claim", Map.of("claimId", claimId));
        return socket;
    }

    /// Closed with the scene.
    Socket listening(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    static Predicate<JsonNode> withId(JsonNode message) {
        return data -> data.path("id").equals(message.path("id"));
    }

    static Predicate<JsonNode> is(Person person, String status) {
        return data -> data.path("userId").asString("").equals(person.userId())
                && data.path("status").asString("").equals(status);
    }

    static String presence(Person asker, Person about) {
        return asker.get("/presence?userIds=" + about.userId())
                .expect(200)
                .path("items")
                .path(0)
                .path("status")
                .asString("");
    }

    /// Everybody else may see that they have left.
    void awaitGone(Person person) {
        try {
            await().atMost(GONE).until(() -> presence(chloe, person).equals("OFFLINE"));
        } catch (ConditionTimeoutException stillThere) {
            String log = stack.endOfLog("presence-service").strip().replaceAll("\\R\\s*", " | ");
            throw new AssertionError(
                    person + " is " + presence(chloe, person) + " after " + GONE + "; presence-service: " + log,
                    stillThere);
        }
    }

    static long notifications(Person person) {
        return person.get("/notifications/unread-count")
                .expect(200)
                .path("unread")
                .asLong();
    }

    static long unread(Person person, String claimId) {
        return StreamSupport.stream(
                        person.get("/messages/unread-count")
                                .expect(200)
                                .path("conversations")
                                .spliterator(),
                        false)
                .filter(each -> each.path("claimId").asString("").equals(claimId))
                .mapToLong(each -> each.path("unread").asLong())
                .sum();
    }

    static List<Long> sequence(Person person, String conversationId) {
        Answer page = person.get("/conversations/" + conversationId + "/entries?afterSeq=0&limit=100");
        return page.status() == 200 ? seqs(page.body().path("items")) : List.of();
    }

    static List<Long> seqs(JsonNode entries) {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> entry.path("seq").asLong())
                .toList();
    }

    static List<String> ids(JsonNode page, String name) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .map(item -> item.path(name).asString(""))
                .toList();
    }

    static List<Long> dense(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
