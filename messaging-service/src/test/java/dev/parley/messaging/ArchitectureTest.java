package dev.parley.messaging;

import dev.parley.testkit.architecture.AccessRules;
import dev.parley.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("dev.parley.messaging", "messaging-service");
    }

    @Test
    void keepsItsFeaturesApart() {
        ApplicationModules.of(MessagingService.class).verify();
    }

    @Test
    void saysWhoMayCallEachEndpoint() {
        AccessRules.check("dev.parley.messaging");
    }
}
