package dev.parley.presence.online;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.OpenApiDocument;
import org.junit.jupiter.api.Test;

/// What every service owes the house, for every endpoint of this one.
class PresenceHouseIT extends PresenceScene {
    @Test
    void describesItsEndpoints() {
        OpenApiDocument.check(http, "dev.parley.presence");
        assertThat(http.get("/docs/openapi.json").text()).contains("how many items at most", "\"ONLINE\"");
    }
}
