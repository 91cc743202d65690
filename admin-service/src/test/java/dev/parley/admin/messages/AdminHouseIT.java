package dev.parley.admin.messages;

import dev.parley.testkit.OpenApiDocument;
import org.junit.jupiter.api.Test;

/// What every service owes the house, for every endpoint of this one.
class AdminHouseIT extends AdminScene {
    @Test
    void describesItsEndpoints() {
        OpenApiDocument.check(http, "dev.parley.admin");
    }
}
