package dev.parley.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.web.access.AccessTable;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.parameters.Parameter;
import org.junit.jupiter.api.Test;

class DescribeApiTest {
    private final OpenAPI document = new OpenAPI().paths(new Paths());

    private Operation described(String path, Operation operation) {
        document.getPaths().addPathItem(path, new PathItem().patch(operation).trace(new Operation()));
        new DescribeApi(AccessTable.read()).customise(document);
        return operation;
    }

    @Test
    void saysWhatTheTableSaysAndHowItRefuses() {
        Operation edit = described(
                "/api/v1/claims/{id}",
                new Operation()
                        .addParametersItem(new Parameter().name("id").in("path"))
                        .addParametersItem(new Parameter().name("If-Match").in("header")));

        assertThat(edit.getOperationId()).isEqualTo("patchClaimsById");
        assertThat(edit.getSummary()).isEqualTo("edit a claim");
        assertThat(edit.getDescription()).contains("own-or-staff", "owner-of-draft-or-staff");
        assertThat(edit.getResponses()).containsOnlyKeys("400", "401", "403", "404", "409", "412", "429", "503");
        assertThat(edit.getResponses().get("429").getHeaders()).containsKey("Retry-After");
        assertThat(document.getComponents().getSchemas()).containsKey("Problem");
    }

    @Test
    void leavesOutWhatHasNoRow() {
        described("/api/v1/claims/{id}", new Operation());
        assertThat(document.getPaths().get("/api/v1/claims/{id}").getTrace()).isNull();
        document.getPaths().addPathItem("/api/v1/admin/**", new PathItem().get(new Operation()));
        new DescribeApi(AccessTable.read()).customise(document);
        assertThat(document.getPaths()).doesNotContainKey("/api/v1/admin/**");
    }
}
