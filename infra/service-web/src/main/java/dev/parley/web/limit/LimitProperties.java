package dev.parley.web.limit;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/// How fast one person may go. Off unless a service turns it on.
///
/// @param enabled whether anything is limited
/// @param endpoints what counts, all together: `POST /api/v1/messages`; names of path variables do not matter
/// @param customerBurst requests of a customer at once
/// @param customerPause the time in which a customer may send one more, lastingly
/// @param staffBurst requests of an agent or admin at once
/// @param staffPause the time in which they may send one more, lastingly
@ConfigurationProperties("web.limit")
record LimitProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue List<String> endpoints,
        @DefaultValue("60") int customerBurst,
        @DefaultValue("1s") Duration customerPause,
        @DefaultValue("60") int staffBurst,
        @DefaultValue("100ms") Duration staffPause) {
    LimitProperties {
        Assert.isTrue(!enabled || !endpoints.isEmpty(), "web.limit.endpoints is empty: nothing would be limited");
        Assert.isTrue(
                endpoints.stream().allMatch(endpoint -> endpoint.matches("[A-Z]+ /\\S+")),
                "web.limit.endpoints needs entries like `POST /api/v1/messages`");
        Assert.isTrue(customerBurst > 0 && staffBurst > 0, "web.limit: a burst is at least 1");
        Assert.isTrue(
                customerPause.isPositive() && staffPause.isPositive(), "web.limit: a pause is longer than nothing");
    }
}
