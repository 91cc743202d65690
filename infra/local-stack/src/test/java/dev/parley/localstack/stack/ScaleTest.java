package dev.parley.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleTest {

    @TempDir
    Path root;

    @Test
    void namesEachProcess() {
        Scale scale = Scale.parse("gateway-service=2, messaging-service=3,claims-service=1");
        assertThat(scale.replicas().map(Replica::name))
                .containsExactly(
                        "gateway-service",
                        "gateway-service-2",
                        "claims-service",
                        "messaging-service",
                        "messaging-service-2",
                        "messaging-service-3",
                        "attachment-service",
                        "notification-service",
                        "presence-service",
                        "admin-service");
        assertThat(scale).hasToString("gateway-service=2,messaging-service=3");
        assertThat(scale.replicas())
                .allSatisfy(replica -> assertThat(Replica.named(replica.name())).contains(replica));
        assertThat(Replica.named("gateway-service-1")).isEmpty();
        assertThat(Replica.named("kafka")).isEmpty();
        assertThat(Replica.named("guardian-service-2")).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnowInOneSentence() {
        assertRefused("billing-service=2", "\"billing-service\"", "gateway-service", "messaging-service");
        assertRefused("kafka=2", "kafka runs once");
        assertRefused("postgres=3", "postgres runs once");
        assertRefused("gateway-service=0", "between 1 and 8");
        assertRefused("gateway-service=9", "between 1 and 8");
        assertRefused("gateway-service=two", "gateway-service=two", "between 1 and 8");
        assertRefused("gateway-service", "between 1 and 8", "gateway-service=2");
        assertRefused("gateway-service=2,gateway-service=3", "gateway-service twice");
        assertRefused("", "no service \"\"");
    }

    private static void assertRefused(String text, String... words) {
        assertThatThrownBy(() -> Scale.parse(text))
                .isInstanceOf(StackProblem.class)
                .hasMessageContainingAll(words)
                .hasMessageEndingWith(".")
                .hasMessageNotContaining("\n");
    }

    @Test
    void isFoundByWhoeverComesLater() throws Exception {
        var workspace = new Workspace(root, Path.of(".parley"));
        workspace.prepare();
        assertThat(Scale.recorded(workspace)).isEqualTo(Scale.single());
        Scale scale = Scale.parse("presence-service=8");
        scale.write(workspace);
        assertThat(Scale.recorded(workspace)).isEqualTo(scale);
        assertThat(Scale.running(workspace)).as("nothing runs").isEqualTo(Scale.single());
        Scale.single().write(workspace);
        assertThat(Scale.recorded(workspace).isSingle()).isTrue();
    }

    @Test
    void givesEveryProcessAPortOfItsOwn() {
        Scale all = Scale.parse("gateway-service=8,claims-service=8,messaging-service=8,attachment-service=8,"
                + "notification-service=8,presence-service=8,admin-service=8");
        var settings = new StackSettings(Map.of());
        assertThat(settings.portsAndSettings(all)).hasSize(7 * 8 * 2 + 5);
        assertThat(settings.port(new Replica(ServiceName.GATEWAY, 2))).isEqualTo(8180);
        assertThat(settings.managementPort(new Replica(ServiceName.MESSAGING, 3)))
                .isEqualTo(9282);
        var moved = new StackSettings(Map.of("PARLEY_GATEWAY_PORT", "18080", "PARLEY_GATEWAY_3_PORT", "7000"));
        assertThat(moved.port(new Replica(ServiceName.GATEWAY, 2))).isEqualTo(18180);
        assertThat(moved.port(new Replica(ServiceName.GATEWAY, 3))).isEqualTo(7000);
    }

    @Test
    void namesTheSettingOfAReplicaWhosePortIsTakenOrImpossible() {
        Scale two = Scale.parse("gateway-service=2");
        assertThatThrownBy(() -> new StackSettings(Map.of("PARLEY_CLAIMS_PORT", "8180")).portsAndSettings(two))
                .hasMessageContaining("PARLEY_GATEWAY_2_PORT")
                .hasMessageContaining("PARLEY_CLAIMS_PORT");
        assertThatThrownBy(() -> new StackSettings(Map.of("PARLEY_GATEWAY_PORT", "65500")).portsAndSettings(two))
                .isInstanceOf(StackProblem.class)
                .hasMessageContaining("above 65535");
    }

    @Test
    void hasConnectionsEnoughForAll() {
        assertThat(Components.connectionsOf(Scale.parse("gateway-service=8,messaging-service=2")))
                .isEmpty();
        assertThat(Components.connectionsOf(Scale.parse("messaging-service=8")))
                .containsEntry("max_connections", Integer.toString(13 * 15 + 30));
    }
}
