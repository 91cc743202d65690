package dev.parley.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccessRulesTest {
    @Test
    void namesTheEndpointThatHasNoRow() {
        assertThatThrownBy(() -> AccessRules.check("dev.parley.testkit.badservice"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("access.yaml does not say who may call GET /api/v1/surprise");
    }

    @Test
    void refusesToCheckNothing() {
        assertThatThrownBy(() -> AccessRules.check("dev.parley.nowhere")).isInstanceOf(AssertionError.class);
    }
}
