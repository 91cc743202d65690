package dev.parley.presence;

import dev.parley.testkit.architecture.AccessRules;
import dev.parley.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("dev.parley.presence", "presence-service");
    }

    @Test
    void featuresUseOnlyWhatOthersMadePublic() {
        ApplicationModules.of(PresenceService.class).verify();
    }

    @Test
    void saysWhoMayCallEachEndpoint() {
        AccessRules.check("dev.parley.presence");
    }
}
