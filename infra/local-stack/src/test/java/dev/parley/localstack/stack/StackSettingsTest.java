package dev.parley.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StackSettingsTest {

    @Test
    void hasTheDocumentedDefaults() {
        var settings = new StackSettings(Map.of());
        assertThat(settings.address()).isEqualTo("http://localhost:8080");
        assertThat(settings.issuer()).isEqualTo("http://localhost:8080/dev");
        assertThat(settings.port(ServiceName.MESSAGING)).isEqualTo(8082);
        assertThat(settings.managementPort(Replica.first(ServiceName.ADMIN))).isEqualTo(9086);
        assertThat(settings.postgresPort()).isEqualTo(25432);
        assertThat(settings.kafkaBootstrap()).isEqualTo("127.0.0.1:29092");
        assertThat(settings.smtpPort()).isEqualTo(3025);
        assertThat(settings.signInPort()).isEqualTo(8090);
    }

    @Test
    void followsTheEnvironment() {
        var settings = new StackSettings(Map.of("PARLEY_GATEWAY_PORT", "18080", "PARLEY_KAFKA_PORT", "19092"));
        assertThat(settings.issuer()).isEqualTo("http://localhost:18080/dev");
        assertThat(settings.managementPort(Replica.first(ServiceName.GATEWAY))).isEqualTo(19080);
        assertThat(settings.kafkaControllerPort()).isEqualTo(19093);
    }

    @Test
    void namesTheSettingThatIsNoPort() {
        assertThatThrownBy(() -> new StackSettings(Map.of("PARLEY_POSTGRES_PORT", "five")).postgresPort())
                .isInstanceOf(StackProblem.class)
                .hasMessage("PARLEY_POSTGRES_PORT is \"five\" but must be a port number.");
        assertThatThrownBy(() -> new StackSettings(Map.of("PARLEY_POSTGRES_PORT", "70000")).postgresPort())
                .hasMessageContaining("between 1 and 65535");
    }

    @Test
    void noticesTwoSettingsThatWantTheSamePort() {
        var settings = new StackSettings(Map.of("PARLEY_CLAIMS_PORT", "8080"));
        assertThatThrownBy(() -> settings.portsAndSettings(Scale.single()))
                .hasMessageContaining("PARLEY_CLAIMS_PORT")
                .hasMessageContaining("PARLEY_GATEWAY_PORT");
    }
}
