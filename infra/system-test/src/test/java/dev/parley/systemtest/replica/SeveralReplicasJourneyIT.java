package dev.parley.systemtest.replica;

import static dev.parley.systemtest.client.DemoUser.ALICE;
import static dev.parley.systemtest.client.DemoUser.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.localstack.process.ProcessId;
import dev.parley.localstack.stack.Replica;
import dev.parley.localstack.stack.ServiceName;
import dev.parley.systemtest.client.Client;
import dev.parley.systemtest.client.Person;
import dev.parley.systemtest.client.Socket;
import dev.parley.systemtest.history.Checker;
import dev.parley.systemtest.load.Load;
import dev.parley.systemtest.load.Surfaces;
import dev.parley.systemtest.stack.Launcher.Said;
import dev.parley.systemtest.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two gateways and two messaging services. Nobody notices which of them they talk to, nor that one of them goes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralReplicasJourneyIT {

    private static final Logger LOG = LoggerFactory.getLogger(SeveralReplicasJourneyIT.class);

    private static final String GATEWAY = "gateway-service";
    private static final String OTHER_GATEWAY = "gateway-service-2";
    private static final String MESSAGING = "messaging-service";
    private static final String OTHER_MESSAGING = "messaging-service-2";

    private static final Duration QUICKLY = Duration.ofSeconds(20);
    private static final Duration BACK = Duration.ofSeconds(120);

    /// What is promised for a rolling restart.
    private static final Duration LONGEST_GAP = Duration.ofSeconds(15);

    private static final int CLAIMS = 8;
    private static final int MESSAGES_PER_SECOND = 40;
    private static final int RETURNING = 40;

    private Stack stack;
    private Client here;
    private Client there;
    private Client everywhere;

    @BeforeAll
    void start() throws IOException {
        stack = Stack.start(
                SmallCheckout.folder(), "replica-stack", "--scale", "gateway-service=2,messaging-service=2");
        URI one = stack.address(Replica.first(ServiceName.GATEWAY));
        URI two = stack.address(new Replica(ServiceName.GATEWAY, 2));
        here = new Client(one);
        there = new Client(two);
        everywhere = new Client(one, two);
        await("both gateways have answered once")
                .atMost(BACK)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    for (Client gateway : List.of(here, there)) {
                        Person alice = gateway.as(ALICE);
                        String claimId =
                                alice.submitted("First of all").path("id").asString();
                        joined(alice, claimId).close();
                    }
                });
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void showsEveryReplicaAsAProcessOfItsOwn() {
        JsonNode rows = status();
        for (String name : List.of(GATEWAY, OTHER_GATEWAY, MESSAGING, OTHER_MESSAGING)) {
            JsonNode row = row(rows, name);
            assertThat(row.path("ready").asBoolean()).as(name).isTrue();
            assertThat(row.path("pid").asLong())
                    .as(name)
                    .isEqualTo(stack.process(name).orElseThrow().pid());
        }
        assertThat(row(rows, OTHER_GATEWAY).path("port").asInt())
                .isEqualTo(stack.launcher().port("PARLEY_GATEWAY_2_PORT"));
        assertThat(rows.findValuesAsString("name")).doesNotContain("claims-service-2");
        assertThat(stack.launcher()
                        .run(QUICKLY, "logs", "-n", "1", OTHER_MESSAGING)
                        .exit())
                .isZero();
    }

    @Test
    void keepsTheReplicasWhenTheSupervisorIsKilled() {
        List<ProcessId> before = processes();
        ProcessId killed = stack.kill("supervisor");
        await().atMost(BACK).until(() -> stack.isBack("supervisor", killed));
        assertThat(processes()).isEqualTo(before);
        Said again = stack.launcher().run(BACK, "up", "--detach");
        assertThat(again.text()).contains("running already: gateway-service=2,messaging-service=2");
        assertThat(processes()).isEqualTo(before);
    }

    @Test
    void letsPeopleOnDifferentGatewaysTalk() {
        Person alice = here.as(ALICE);
        Person chloe = there.as(CHLOE);
        JsonNode claim = alice.submitted("Two gateways");
        String claimId = claim.path("id").asString();
        try (Socket hers = joined(alice, claimId);
                Socket chloes = joined(chloe, claimId)) {
            JsonNode question = alice.say(claimId, "Where are you?").expect(201);
            assertThat(chloes.await("new_message", data -> sameId(data, question))
                            .path("body")
                            .asString())
                    .isEqualTo("Where are you?");
            JsonNode answer = chloe.say(claimId, "On the other one.").expect(201);
            hers.await("new_message", data -> sameId(data, answer));

            chloes.acked("message_read", Map.of("messageId", question.path("id").asString()));
            JsonNode receipt = hers.await(
                    "message_read_receipt",
                    data -> data.path("userId").asString().equals(chloe.userId())
                            && data.path("upToSeq").asLong()
                                    >= question.path("seq").asLong());
            assertThat(receipt.path("conversationId")).isEqualTo(claim.path("conversationId"));

            chloes.acked("typing_start", Map.of("claimId", claimId));
            JsonNode typing =
                    hers.await("typing_update", data -> !data.path("userIds").isEmpty());
            assertThat(typing.path("userIds").path(0).asString()).isEqualTo(chloe.userId());
        }
    }

    @Test
    void resumesOnTheOtherGatewayWithExactlyWhatWasMissed() throws Exception {
        Person alice = there.as(ALICE);
        Person chloe = here.as(CHLOE);
        JsonNode claim = alice.submitted("Gateway gone");
        String claimId = claim.path("id").asString();
        String conversationId = claim.path("conversationId").asString();
        Socket before = chloe.connect();
        JsonNode joined = before.acked("join_claim", Map.of("claimId", claimId));
        long held = alice.say(claimId, "Still seen").expect(201).path("seq").asLong();
        before.await("new_message", data -> data.path("seq").asLong() == held);

        ProcessId killed = stack.kill(GATEWAY);
        assertThat(before.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1006);
        for (int i = 1; i <= 4; i++) {
            alice.say(claimId, "Missed " + i).expect(201);
        }
        try (Socket after = chloe.via(there).connect()) {
            JsonNode synced = after.acked(
                    "sync",
                    Map.of(
                            "cursors",
                            Map.of(
                                    conversationId,
                                    Map.of("epoch", joined.path("epoch").asString(), "seq", held))));
            JsonNode missed = StreamSupport.stream(synced.path("conversations").spliterator(), false)
                    .filter(each -> each.path("conversationId").asString().equals(conversationId))
                    .findFirst()
                    .orElseThrow();
            assertThat(missed.path("resync").asBoolean()).isFalse();
            assertThat(seqs(missed.path("entries")))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(held + 1, held + 4).boxed().toList());
            JsonNode live = alice.say(claimId, "Live again").expect(201);
            after.await("new_message", data -> sameId(data, live));
            assertThat(after.received("new_message").stream()
                            .map(frame -> frame.path("data"))
                            .filter(data ->
                                    data.path("conversationId").asString().equals(conversationId))
                            .map(data -> data.path("seq").asLong()))
                    .containsExactly(held + 5);
        }
        await().atMost(BACK).until(() -> stack.isBack(GATEWAY, killed));
        try (Socket home = joined(chloe, claimId)) {
            JsonNode back = alice.say(claimId, "Welcome back").expect(201);
            home.await("new_message", data -> sameId(data, back));
        }
    }

    @Test
    void breaksNoPromiseWhileTheGatewaysRestartOneAfterTheOther() {
        var leave = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Returner> returners = everywhere.crowd(CLAIMS + RETURNING, "CUSTOMER").stream()
                    .skip(CLAIMS)
                    .map(person -> new Returner(person, leave))
                    .toList();
            try (var load = new Load(everywhere, CLAIMS, MESSAGES_PER_SECOND)) {
                returners.forEach(threads::submit);
                await().atMost(BACK).until(() -> returners.stream().allMatch(Returner::isThere));
                for (String name : List.of(GATEWAY, OTHER_GATEWAY)) {
                    awaitAcknowledged(load, load.history().acknowledged() + 60, BACK);
                    ProcessId ended = stack.end(name);
                    await(name + " is back").atMost(BACK).until(() -> stack.isBack(name, ended));
                }
                awaitAcknowledged(load, load.history().acknowledged() + 60, BACK);
                await().atMost(BACK).until(() -> returners.stream().allMatch(Returner::isThere));
                load.stopSending();
                assertNothingIsBroken(load);
                assertGapsAreShort(returners, load);
            } finally {
                leave.countDown();
            }
        }
    }

    private static void assertGapsAreShort(List<Returner> returners, Load load) {
        List<Duration> gaps = returners.stream()
                .flatMap(returner -> returner.gaps().stream())
                .sorted()
                .toList();
        assertThat(gaps).as("everybody was sent away at least once").hasSizeGreaterThanOrEqualTo(RETURNING);
        Duration p50 = gaps.get(gaps.size() / 2);
        Duration p99 = gaps.get((int) Math.ceil(gaps.size() * 0.99) - 1);
        LOG.info(
                "rolling restart of two gateways: {} gaps, p50 {} ms, p99 {} ms; {} acknowledged, {} attempts without an"
                        + " answer, {} reconnections of listeners",
                gaps.size(),
                p50.toMillis(),
                p99.toMillis(),
                load.history().acknowledged(),
                load.history().unknown(),
                load.reconnections());
        assertThat(p99).isLessThan(LONGEST_GAP);
    }

    private void assertNothingIsBroken(Load load) {
        var surfaces = new Surfaces(everywhere.as(CHLOE), load.conversations());
        load.awaitListeners(surfaces);
        assertThat(Checker.check(load.history(), surfaces.log())).isEmpty();
        await("the topic agrees with the log").atMost(BACK).untilAsserted(() -> {
            var topic = Surfaces.topic(stack.kafka());
            assertThat(load.conversations())
                    .allSatisfy(conversation -> assertThat(topic.get(conversation))
                            .isEqualTo(surfaces.log().get(conversation)));
        });
    }

    private static void awaitAcknowledged(Load load, long count, Duration longest) {
        await("messages flow").atMost(longest).until(() -> load.history().acknowledged() >= count);
    }

    private List<ProcessId> processes() {
        return List.of(GATEWAY, OTHER_GATEWAY, MESSAGING, OTHER_MESSAGING).stream()
                .map(name -> stack.process(name).orElseThrow())
                .toList();
    }

    private JsonNode status() {
        Said said = stack.launcher().run(QUICKLY, "status", "--json");
        return JsonMapper.shared().readTree(said.text());
    }

    private static JsonNode row(JsonNode rows, String name) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Socket joined(Person person, String claimId) {
        Socket socket = person.connect();
        socket.acked("join_claim", Map.of("claimId", claimId));
        return socket;
    }

    private static boolean sameId(JsonNode data, JsonNode message) {
        return data.path("id").equals(message.path("id"));
    }

    private static List<Long> seqs(JsonNode entries) {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> entry.path("seq").asLong())
                .toList();
    }
}
