package dev.parley.presence.online;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/// When somebody counts as gone.
///
/// @param grace how long a person without a session stays online: reconnecting within it does not flicker
/// @param silence a gateway that says nothing for longer has lost its sessions; gateways speak every 5 s
/// @param sweepInterval how often both are looked at
/// @param forgetAfter sessions of a gateway that is silent for so long are deleted: it will not come back
@ConfigurationProperties("presence")
record PresenceProperties(
        @DefaultValue("5s") Duration grace,
        @DefaultValue("10s") Duration silence,
        @DefaultValue("1s") Duration sweepInterval,
        @DefaultValue("1h") Duration forgetAfter) {
    PresenceProperties {
        Assert.isTrue(!grace.isNegative(), "presence.grace must not be negative");
        Assert.isTrue(silence.isPositive(), "presence.silence must be positive");
        Assert.isTrue(sweepInterval.isPositive(), "presence.sweep-interval must be positive");
        Assert.isTrue(forgetAfter.compareTo(silence) > 0, "presence.forget-after must be longer than presence.silence");
    }
}
