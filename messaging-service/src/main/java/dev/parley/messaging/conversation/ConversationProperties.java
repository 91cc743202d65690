package dev.parley.messaging.conversation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/// `messaging.conversation.*`
///
/// @param projectionWait how long a request about a claim that was submitted a moment ago waits for the event about it;
///     at most 1 s, so that a lagging projection is a late answer and not an error
@ConfigurationProperties("messaging.conversation")
record ConversationProperties(@DefaultValue("1s") Duration projectionWait) {
    ConversationProperties {
        Assert.isTrue(
                !projectionWait.isNegative() && projectionWait.compareTo(Duration.ofSeconds(1)) <= 0,
                "messaging.conversation.projection-wait must be from 0 to 1s");
    }
}
