package dev.parley.gateway;

import dev.parley.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {
    @Test
    void followsTheHouseRules() {
        HouseRules.check("dev.parley.gateway", "gateway-service");
    }

    @Test
    void keepsFeaturesApart() {
        ApplicationModules.of(GatewayApplication.class).verify();
    }
}
