package dev.parley.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.conformance.PlantedService.Reply;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    @Test
    void findsWhatIsMissingAndWhatLeaks() {
        String document = """
                {"openapi": "3.1.0", "info": {"title": "Bad", "version": "1"}, "paths": {
                  "/api/v1/one": {"get": {"operationId": "same", "tags": ["surprise-controller"]}},
                  "/api/v1/two": {"get": {"operationId": "same", "parameters": [{"name": "caller", "in": "query"}]}}}}
                """;
        try (var service = new PlantedService(_ -> new Reply(200, document))) {
            assertThatThrownBy(() -> OpenApiDocument.check(service.http(), "dev.parley.testkit.badservice"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll(
                            "-controller",
                            "GET /api/v1/two has an operationId that another one has",
                            "GET /api/v1/two takes the caller",
                            "does not say that it needs a token",
                            "does not say how it refuses",
                            "does not describe GET /api/v1/surprise");
        }
    }

    @Test
    void wantsTheDocumentWithoutAToken() {
        try (var service = new PlantedService(_ -> new Reply(401, "{}"))) {
            assertThatThrownBy(() -> OpenApiDocument.check(service.http(), "dev.parley.testkit.badservice"))
                    .hasMessageContaining("without a token: 401");
        }
    }
}
