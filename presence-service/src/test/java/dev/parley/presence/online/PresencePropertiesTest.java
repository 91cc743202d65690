package dev.parley.presence.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PresencePropertiesTest {
    private static PresenceProperties bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("presence", PresenceProperties.class);
    }

    @Test
    void takesAGatewaysPeopleOfflineWithinFifteenSeconds() {
        PresenceProperties defaults = bound(Map.of());

        assertThat(defaults.grace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.silence().plus(defaults.sweepInterval())).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void refusesASweepThatNeverComes() {
        assertThatThrownBy(() -> bound(Map.of("presence.sweep-interval", "0s")))
                .hasRootCauseMessage("presence.sweep-interval must be positive");
    }

    @Test
    void refusesToForgetAGatewayBeforeItCountsAsSilent() {
        assertThatThrownBy(() -> bound(Map.of("presence.forget-after", "10s")))
                .hasRootCauseMessage("presence.forget-after must be longer than presence.silence");
    }
}
