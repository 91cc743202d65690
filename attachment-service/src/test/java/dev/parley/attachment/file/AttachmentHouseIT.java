package dev.parley.attachment.file;

import dev.parley.testkit.OpenApiDocument;
import org.junit.jupiter.api.Test;

/// What every service owes the house, for every endpoint of this one.
class AttachmentHouseIT extends AttachmentScene {
    @Test
    void describesItsEndpoints() {
        OpenApiDocument.check(http, "dev.parley.attachment");
    }
}
