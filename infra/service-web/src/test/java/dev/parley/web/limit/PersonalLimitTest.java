package dev.parley.web.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.web.Caller;
import dev.parley.web.Role;
import dev.parley.web.TooManyRequests;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerMapping;

class PersonalLimitTest {
    private static final String SEND = "/api/v1/conversations/{conversationId}/messages";

    private final AtomicLong nanos = new AtomicLong();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final PersonalLimit limit = new PersonalLimit(
            new LimitProperties(
                    true,
                    List.of("POST /api/v1/messages", "POST /api/v1/conversations/{id}/messages"),
                    60,
                    Duration.ofSeconds(1),
                    60,
                    Duration.ofMillis(100)),
            new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                    return nanos.get();
                }

                @Override
                public boolean isWallClockBased() {
                    return false;
                }
            },
            meters);

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static Caller somebody(Role role) {
        return new Caller(UUID.randomUUID(), "acme", role, "Alice", "alice@acme.example", "fr");
    }

    private void request(Caller caller, String method, String pattern) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(caller, null, List.of()));
        var request = new MockHttpServletRequest(method, pattern);
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        assertThat(limit.preHandle(request, new MockHttpServletResponse(), this))
                .isTrue();
    }

    private void send(Caller caller, int times) {
        for (int i = 0; i < times; i++) {
            request(caller, "POST", i % 2 == 0 ? SEND : "/api/v1/messages");
        }
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void letsACustomerSendSixtyAtOnceAndThenOneASecond() {
        Caller alice = somebody(Role.CUSTOMER);
        send(alice, 60);
        assertThatThrownBy(() -> send(alice, 1)).isInstanceOf(TooManyRequests.class);
        passes(Duration.ofMillis(900));
        assertThatThrownBy(() -> send(alice, 1)).isInstanceOf(TooManyRequests.class);
        passes(Duration.ofMillis(200));
        send(alice, 1);
        assertThatThrownBy(() -> send(alice, 1)).isInstanceOf(TooManyRequests.class);
        assertThat(meters.counter("parley.requests.limited", "role", "CUSTOMER").count())
                .isEqualTo(3);
    }

    @Test
    void letsStaffSendTenASecond() {
        Caller chloe = somebody(Role.AGENT);
        send(chloe, 60);
        passes(Duration.ofSeconds(1));
        send(chloe, 10);
        assertThatThrownBy(() -> send(chloe, 1)).isInstanceOf(TooManyRequests.class);
    }

    @Test
    void countsEachPersonAndOnlyTheNamedEndpoints() {
        Caller alice = somebody(Role.CUSTOMER);
        send(alice, 60);
        send(somebody(Role.CUSTOMER), 60);
        for (int i = 0; i < 200; i++) {
            request(alice, "GET", SEND);
        }
        assertThatThrownBy(() -> send(alice, 1)).isInstanceOf(TooManyRequests.class);
    }

    @Test
    void isOffUnlessAServiceTurnsItOnAndNamesEndpoints() {
        var runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LimitAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class);
        runner.run(context -> assertThat(context).doesNotHaveBean("personalLimit"));
        runner.withPropertyValues("web.limit.enabled=true", "web.limit.endpoints=POST /api/v1/messages")
                .run(context -> {
                    assertThat(context).hasBean("personalLimit");
                    assertThat(context.getBean(LimitProperties.class))
                            .isEqualTo(new LimitProperties(
                                    true,
                                    List.of("POST /api/v1/messages"),
                                    60,
                                    Duration.ofSeconds(1),
                                    60,
                                    Duration.ofMillis(100)));
                });
        runner.withPropertyValues("web.limit.enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("web.limit.endpoints is empty"));
    }
}
