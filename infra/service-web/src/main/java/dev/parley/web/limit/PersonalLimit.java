package dev.parley.web.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.parley.web.Caller;
import dev.parley.web.TooManyRequests;
import dev.parley.web.access.AccessTable;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Takes one from the caller's allowance, or refuses before the body is read.
final class PersonalLimit implements HandlerInterceptor {
    private static final int MOST_PEOPLE = 100_000;

    private final LimitProperties limits;
    private final TimeMeter time;
    private final MeterRegistry meters;
    private final Set<String> endpoints;
    private final LoadingCache<Person, Bucket> allowances;

    private record Person(String tenant, UUID userId, boolean staff) {}

    PersonalLimit(LimitProperties limits, TimeMeter time, MeterRegistry meters) {
        this.limits = limits;
        this.time = time;
        this.meters = meters;
        this.endpoints = limits.endpoints().stream()
                .map(endpoint -> endpoint.split(" ", 2))
                .map(words -> AccessTable.endpoint(words[0], words[1]))
                .collect(Collectors.toUnmodifiableSet());
        Duration fullAgain = longer(
                limits.customerPause().multipliedBy(limits.customerBurst()),
                limits.staffPause().multipliedBy(limits.staffBurst()));
        this.allowances = Caffeine.newBuilder()
                .maximumSize(MOST_PEOPLE)
                .expireAfterAccess(fullAgain)
                .build(this::full);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof Caller caller
                && request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                && endpoints.contains(AccessTable.endpoint(request.getMethod(), pattern))) {
            take(caller);
        }
        return true;
    }

    private void take(Caller caller) {
        ConsumptionProbe probe = allowances
                .get(new Person(caller.tenant(), caller.userId(), caller.isStaff()))
                .tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            meters.counter("parley.requests.limited", "role", caller.role().name())
                    .increment();
            throw new TooManyRequests(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private Bucket full(Person person) {
        int burst = person.staff() ? limits.staffBurst() : limits.customerBurst();
        Duration pause = person.staff() ? limits.staffPause() : limits.customerPause();
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(1, pause))
                .withCustomTimePrecision(time)
                .build();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
