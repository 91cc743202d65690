package dev.parley.admin;

import dev.parley.testkit.architecture.AccessRules;
import dev.parley.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("dev.parley.admin", "admin-service");
    }

    @Test
    void featuresUseOnlyWhatOthersMadePublic() {
        ApplicationModules.of(AdminService.class).verify();
    }

    @Test
    void saysWhoMayCallEachEndpoint() {
        AccessRules.check("dev.parley.admin");
    }
}
