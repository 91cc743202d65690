package dev.parley.gateway;

import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Servers;
import dev.parley.testkit.TestTokens;
import dev.parley.testkit.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/// A gateway on random ports, with the broker of this test JVM and a stand-in for messaging. Reads the same environment
/// as the started service.
final class RunningGateway implements AutoCloseable {
    final MessagingStandIn messaging = new MessagingStandIn();
    final Topics topics;
    private final ConfigurableApplicationContext context;

    RunningGateway(String... properties) {
        this(Servers.kafkaBootstrap(), properties);
        awaitReady();
    }

    /// With brokers that may not be there yet.
    static RunningGateway beside(String bootstrap) {
        return new RunningGateway(bootstrap, new String[0]);
    }

    private RunningGateway(String bootstrap, String[] properties) {
        topics = new Topics(bootstrap);
        String[] all = Stream.concat(
                        Stream.of(
                                "SERVER_PORT=0",
                                "MANAGEMENT_SERVER_PORT=0",
                                "PARLEY_KAFKA_BOOTSTRAP=" + bootstrap,
                                "PARLEY_ISSUER=" + TestTokens.ISSUER,
                                "PARLEY_JWKS_URI=" + TestTokens.jwksUri(),
                                "PARLEY_MESSAGING_URL=" + messaging.address(),
                                "PARLEY_CLAIMS_URL=http://127.0.0.1:1"),
                        Arrays.stream(properties))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        context = SpringApplication.run(GatewayApplication.class, all);
    }

    void awaitReady() {
        Awaitility.await("readiness")
                .atMost(Duration.ofSeconds(30))
                .until(() -> management().get("/health/readiness").status() == 200);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    Http http() {
        return Http.to(this::port);
    }

    Http management() {
        return Http.to(() -> context.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
    }

    /// How many event streams and polls are under way.
    int followers() {
        return gauge("parley_gateway_followers");
    }

    /// How many sockets wait for their turn to sign in.
    int waiting() {
        return gauge("parley_gateway_arrivals_waiting");
    }

    private int gauge(String name) {
        return management()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    TestSocket socketOf(Cast person) {
        return TestSocket.of(port(), TestTokens.tokenOf(person));
    }

    static String tokenLasting(Cast person, Duration life) {
        return TestTokens.tokenOf(
                person, claims -> claims.expirationTime(Date.from(Instant.now().plus(life))));
    }

    /// A claim of Alice's with Chloé in its conversation.
    UUID claimOfAlice(UUID claimId) {
        return messaging.claim("acme", claimId);
    }

    MessageSent message(UUID conversationId, UUID claimId, long seq, String body, Cast... participants) {
        return new MessageSent(
                "acme",
                conversationId,
                seq,
                UUID.randomUUID(),
                claimId,
                "TEXT",
                Cast.CHLOE.userId(),
                Cast.CHLOE.displayName(),
                Cast.CHLOE.role(),
                null,
                body,
                null,
                UUID.randomUUID(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                ids(participants),
                null);
    }

    void publish(MessageSent message) {
        topics.publish(Topic.CONVERSATION_EVENTS, message.conversationId(), message);
    }

    void publishRead(UUID conversationId, UUID claimId, long upToSeq, Cast reader, Cast... participants) {
        MessageRead read = new MessageRead(
                reader.tenant(),
                conversationId,
                claimId,
                reader.userId(),
                reader.role(),
                upToSeq,
                UUID.randomUUID(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                ids(participants));
        topics.publish(Topic.RECEIPT_EVENTS, conversationId, read);
    }

    static List<UUID> ids(Cast... people) {
        return Arrays.stream(people).map(Cast::userId).toList();
    }

    @Override
    public void close() {
        context.close();
        messaging.close();
    }
}
