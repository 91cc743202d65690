package dev.parley.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {

    @TempDir
    Path root;

    @Test
    void startsTheReplicasOfAServiceFromOneJarAndOneCacheOnPortsOfTheirOwn() {
        List<Component> messaging = components("messaging-service=2").replicas(ServiceName.MESSAGING);
        assertThat(messaging).extracting(Component::name).containsExactly("messaging-service", "messaging-service-2");
        assertThat(messaging).extracting(Component::port).containsExactly(8082, 8182);
        assertThat(messaging).extracting(Component::managementPort).containsExactly(9082, 9182);
        assertThat(messaging)
                .extracting(component -> component.environment().get("SERVER_PORT"))
                .containsExactly("8082", "8182");
        assertThat(messaging.getFirst().command()).isEqualTo(messaging.getLast().command());
        assertThat(messaging.getFirst().aotCache())
                .isEqualTo(messaging.getLast().aotCache());
    }

    @Test
    void tellsEveryGatewayEveryAddress() {
        assertThat(components("gateway-service=2,messaging-service=2,presence-service=3")
                        .replicas(ServiceName.GATEWAY))
                .hasSize(2)
                .allSatisfy(gateway -> assertThat(gateway.environment())
                        .containsEntry("PARLEY_MESSAGING_URL", "http://127.0.0.1:8082,http://127.0.0.1:8182")
                        .containsEntry(
                                "PARLEY_PRESENCE_URL",
                                "http://127.0.0.1:8085,http://127.0.0.1:8185,http://127.0.0.1:8285")
                        .containsEntry("PARLEY_CLAIMS_URL", "http://127.0.0.1:8081")
                        .containsEntry("PARLEY_ISSUER", "http://localhost:8080/dev"));
    }

    private Components components(String scale) {
        var workspace = new Workspace(root, Path.of(".parley"));
        workspace.prepare();
        return new Components(
                workspace,
                new StackSettings(Map.of()),
                Secrets.in(root.resolve("secrets.properties")),
                Scale.parse(scale),
                service -> Optional.of(root.resolve(service.service() + ".jar")));
    }
}
