package dev.parley.attachment;

import dev.parley.testkit.architecture.AccessRules;
import dev.parley.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("dev.parley.attachment", "attachment-service");
    }

    @Test
    void featuresUseOnlyWhatOthersMadePublic() {
        ApplicationModules.of(AttachmentService.class).verify();
    }

    @Test
    void saysWhoMayCallEachEndpoint() {
        AccessRules.check("dev.parley.attachment");
    }
}
