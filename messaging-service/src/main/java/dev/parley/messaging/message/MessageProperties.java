package dev.parley.messaging.message;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/// `messaging.message.*`
///
/// @param editWindow how long after sending its sender may edit a message
@ConfigurationProperties("messaging.message")
record MessageProperties(@DefaultValue("15m") Duration editWindow) {
    MessageProperties {
        Assert.isTrue(!editWindow.isNegative(), "messaging.message.edit-window must not be negative");
    }
}
