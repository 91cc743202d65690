package dev.parley.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each rule is shown a class that breaks it: a rule that cannot fail protects nothing.
class HouseRulesTest {
    private final JavaClasses bad = new ClassFileImporter().importPackages("dev.parley.testkit.badservice");

    @Test
    void refusesEveryKindOfBreach() {
        Map.of(
                        "DraftHelper", "haveNameNotMatching|not matching|match",
                        "badservice.util", "names a business thing",
                        "NullMarked", "package-info",
                        "ClaimOpened", "construct no event",
                        "randomUUID", "IdSource",
                        "Instant.now", "Clock")
                .forEach((breach, rule) -> assertThatThrownBy(() -> HouseRules.check(bad, "messaging-service"))
                        .as(breach)
                        .isInstanceOf(AssertionError.class)
                        .satisfies(error -> org.assertj.core.api.Assertions.assertThat(error.getMessage())
                                .containsPattern("(" + rule + ")")));
    }

    @Test
    void isContentWithTheOwnerOfAnEvent() {
        JavaClasses good = new ClassFileImporter().importPackages("dev.parley.contracts");
        assertThatCode(() -> HouseRules.check(good, "nobody")).doesNotThrowAnyException();
    }

    @Test
    void refusesToCheckNothing() {
        assertThatThrownBy(() -> HouseRules.check("dev.parley.nowhere", "nobody"))
                .isInstanceOf(AssertionError.class);
    }
}
