package dev.parley.notification.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/// @param previewLength characters (code points) of a message that a notification shows
@ConfigurationProperties("notification")
record NotificationProperties(@DefaultValue("140") int previewLength) {
    NotificationProperties {
        Assert.isTrue(previewLength > 0 && previewLength <= 1_000, "notification.preview-length must be 1 to 1000");
    }
}
