package dev.parley.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.Role;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RoleCheckTest {
    private final RoleCheck check = new RoleCheck(AccessTable.read());

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private boolean request(Role role, String method, String pattern) throws HttpRequestMethodNotSupportedException {
        var caller = new Caller(UUID.randomUUID(), "acme", role, "Alice", "alice@acme.example", "fr");
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(caller, null, List.of()));
        var request = new MockHttpServletRequest(method, pattern);
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        return check.preHandle(request, new MockHttpServletResponse(), this);
    }

    @Test
    void letsTheNamedRolesInAndNoOther() throws HttpRequestMethodNotSupportedException {
        assertThat(request(Role.CUSTOMER, "GET", "/api/v1/claims/{id}")).isTrue();
        assertThat(request(Role.AGENT, "GET", "/api/v1/messages/online-users")).isTrue();
        assertThat(request(Role.ADMIN, "POST", "/api/v1/admin/**")).isTrue();
        for (Role role : List.of(Role.CUSTOMER, Role.AGENT)) {
            assertThatThrownBy(() -> request(role, "POST", "/api/v1/admin/**")).isInstanceOf(Forbidden.class);
        }
        assertThatThrownBy(() -> request(Role.CUSTOMER, "GET", "/api/v1/messages/online-users"))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void refusesAMethodWithoutARow() {
        assertThatThrownBy(() -> request(Role.ADMIN, "DELETE", "/api/v1/notifications/preferences"))
                .isInstanceOf(HttpRequestMethodNotSupportedException.class);
    }

    @Test
    void stopsTheStartOfAServiceWithAnEndpointThatHasNoRow() throws NoSuchMethodException {
        var mapping = new RequestMappingHandlerMapping();
        mapping.registerMapping(
                RequestMappingInfo.paths("/api/v1/surprise").build(),
                this,
                RoleCheckTest.class.getDeclaredMethod("signOut"));
        var beans = new StaticListableBeanFactory(Map.of("mapping", mapping));
        var atStart = new AccessAutoConfiguration()
                .eachEndpointHasARow(AccessTable.read(), beans.getBeanProvider(RequestMappingHandlerMapping.class));
        assertThatThrownBy(atStart::afterSingletonsInstantiated)
                .hasMessage("access.yaml does not say who may call ANY /api/v1/surprise");
        mapping.unregisterMapping(RequestMappingInfo.paths("/api/v1/surprise").build());
        assertThatCode(atStart::afterSingletonsInstantiated).doesNotThrowAnyException();
    }
}
