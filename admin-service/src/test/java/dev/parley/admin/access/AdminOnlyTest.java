package dev.parley.admin.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdminOnlyTest {
    private static Caller caller(Role role) {
        return new Caller(UUID.randomUUID(), "acme", role, "Diane", "diane@acme.example", "en");
    }

    @Test
    void letsAdminsInAndNobodyElse() {
        assertThatCode(() -> AdminOnly.check(caller(Role.ADMIN))).doesNotThrowAnyException();
        assertThatThrownBy(() -> AdminOnly.check(caller(Role.AGENT))).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> AdminOnly.check(caller(Role.CUSTOMER))).isInstanceOf(Forbidden.class);
    }
}
