package dev.parley.gateway;

import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.Topic;
import dev.parley.localstack.kafka.BrokerConfig;
import dev.parley.localstack.kafka.KafkaBroker;
import dev.parley.localstack.kafka.Topics;
import dev.parley.testkit.FreePort;
import dev.parley.testkit.TestTokens;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Brokers that are late, that go away, and that forget.
class BrokerIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final int port = FreePort.next();
    private final int controllerPort = FreePort.next();

    private KafkaBroker broker(String data) {
        KafkaBroker broker = KafkaBroker.start(BrokerConfig.in(folder.resolve(data), port, controllerPort));
        Topics.ensure(broker.bootstrap(), Topics.catalogue());
        return broker;
    }

    @Test
    void goesOnByItselfAfterABrokerWasLateAwayAndForgetful() {
        UUID claimId = UUID.randomUUID();
        try (RunningGateway gateway = RunningGateway.beside("127.0.0.1:" + port)) {
            UUID conversationId = gateway.messaging.claim("acme", claimId);
            assertThat(gateway.management().get("/health/readiness").status()).isEqualTo(503);
            assertThat(gateway.http().get("/config.json").status()).isEqualTo(200);
            assertThatThrownBy(() -> TestSocket.withToken(gateway.port(), TestTokens.tokenOf(CHLOE)))
                    .as("a socket before every position is fixed")
                    .isNotNull();

            KafkaBroker late = broker("first");
            gateway.awaitReady();
            try (TestSocket chloe = gateway.socketOf(CHLOE)) {
                chloe.ask("join_claim", Map.of("claimId", claimId));
                gateway.publish(gateway.message(conversationId, claimId, 1, "before"));
                assertThat(chloe.await("new_message").at("/data/seq").asLong()).isEqualTo(1);
                assertThat(gateway.topics.await(Topic.SESSION_EVENTS, CHLOE.userId(), 1))
                        .isNotEmpty();

                late.stop();
                KafkaBroker back = broker("first");
                gateway.publish(gateway.message(conversationId, claimId, 2, "after the restart"));
                assertThat(chloe.await("new_message").at("/data/seq").asLong()).isEqualTo(2);

                back.stop();
                KafkaBroker forgetful = broker("second");
                gateway.publish(gateway.message(conversationId, claimId, 3, "after the loss"));
                gateway.publish(gateway.message(conversationId, claimId, 4, "and on"));
                assertThat(chloe.await("new_message").at("/data/seq").asLong()).isEqualTo(3);
                assertThat(chloe.await("new_message").at("/data/seq").asLong()).isEqualTo(4);
                forgetful.stop();
            }
        }
    }
}
