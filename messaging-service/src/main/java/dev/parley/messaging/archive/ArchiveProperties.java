package dev.parley.messaging.archive;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/// `messaging.archive.*`
///
/// @param idle how long nobody must have said anything before a conversation is archived
/// @param every pause between two rounds of looking for such conversations
@ConfigurationProperties("messaging.archive")
record ArchiveProperties(
        @DefaultValue("90d") Duration idle,
        @DefaultValue("1h") Duration every) {
    ArchiveProperties {
        Assert.isTrue(idle.compareTo(Duration.ofDays(1)) >= 0, "messaging.archive.idle must be at least 1d");
        Assert.isTrue(every.compareTo(Duration.ofSeconds(1)) >= 0, "messaging.archive.every must be at least 1s");
    }
}
