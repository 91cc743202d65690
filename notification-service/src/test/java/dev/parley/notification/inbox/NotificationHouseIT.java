package dev.parley.notification.inbox;

import dev.parley.testkit.OpenApiDocument;
import org.junit.jupiter.api.Test;

/// What every service owes the house, for every endpoint of this one.
class NotificationHouseIT extends NotificationScene {
    @Test
    void describesItsEndpoints() {
        OpenApiDocument.check(http, "dev.parley.notification");
    }
}
