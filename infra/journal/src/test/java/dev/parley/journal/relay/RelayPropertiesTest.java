package dev.parley.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RelayPropertiesTest {
    @Test
    void isCheapWhileIdleByDefault() {
        RelayProperties properties = bind(Map.of(
                "journal.relay.database", "claims", "journal.relay.user", "r", "journal.relay.password", "secret"));
        assertThat(properties.pollInterval()).isEqualTo(Duration.ofMillis(50));
        assertThat(properties.flushInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(properties.heartbeatInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(properties.slot()).isEqualTo("claims_relay");
        assertThat(properties.toString()).doesNotContain("secret");
    }

    @Test
    void needsAnAccountUnlessItIsSwitchedOff() {
        assertThatThrownBy(() -> bind(Map.of())).rootCause().hasMessageContaining("journal.relay.database");
        assertThat(bind(Map.of("journal.relay.enabled", "false")).enabled()).isFalse();
    }

    private static RelayProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("journal.relay", RelayProperties.class);
    }
}
