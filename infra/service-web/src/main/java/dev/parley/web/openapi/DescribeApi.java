package dev.parley.web.openapi;

import dev.parley.web.Role;
import dev.parley.web.access.AccessTable;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/// Says in the words of the platform what the controllers do, and takes the names of their code out.
final class DescribeApi implements GlobalOpenApiCustomizer {
    private static final String API = "/api/v1/";
    private static final String BEARER = "bearer";

    /// Parameters and headers that mean the same everywhere.
    private static final Map<String, String> MEANINGS = Map.of(
            "limit", "how many items at most: 1 to 100",
            "cursor", "`nextCursor` of the page before; opaque, and good for this list and caller only",
            "afterSeq", "only what has a higher seq",
            "beforeSeq", "only what has a lower seq",
            "from", "not before this time or day",
            "to", "before this time, or until the end of this day",
            "q", "words to look for",
            "Idempotency-Key", "a UUID; the same caller, key and content give the first answer again",
            "If-Match", "the `ETag` of what the change is based on; 412 when it has changed since");

    private final AccessTable table;

    DescribeApi(AccessTable table) {
        this.table = table;
    }

    @Override
    public void customise(OpenAPI document) {
        Examples examples = Examples.read();
        components(document)
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"));
        ProblemResponses.addSchema(components(document));
        if (document.getPaths() == null) {
            return;
        }
        document.getPaths().keySet().removeIf(path -> path.contains("*"));
        document.getPaths().forEach((path, item) -> {
            for (var entry : List.copyOf(item.readOperationsMap().entrySet())) {
                String method = entry.getKey().name();
                table.of(method, path)
                        .ifPresentOrElse(
                                row -> {
                                    describe(entry.getValue(), method, path, row);
                                    examples.of(method, path).addTo(entry.getValue());
                                },
                                () -> item.operation(entry.getKey(), null));
            }
        });
    }

    private static Components components(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        return document.getComponents();
    }

    private static void describe(Operation operation, String method, String path, AccessTable.Row row) {
        operation.setOperationId(idOf(method, path));
        operation.setTags(List.of(path.substring(API.length()).split("/")[0]));
        operation.setSummary(row.act());
        operation.setDescription(
                "For %s; visible: %s; done by: %s.".formatted(roles(row.asks()), row.sees(), row.does()));
        operation.setSecurity(List.of(new SecurityRequirement().addList(BEARER)));
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        for (Parameter parameter : parameters) {
            String meaning = MEANINGS.get(parameter.getName());
            if (meaning != null && parameter.getDescription() == null) {
                parameter.setDescription(meaning);
            }
        }
        operation.getResponses().values().forEach(response -> response.setDescription("done"));
        ProblemResponses.addTo(operation.getResponses(), statuses(operation, method, parameters, row));
    }

    private static Set<Integer> statuses(
            Operation operation, String method, List<Parameter> parameters, AccessTable.Row row) {
        Set<Integer> statuses = new TreeSet<>(List.of(401, 429, 503));
        boolean inPath = parameters.stream().anyMatch(parameter -> "path".equals(parameter.getIn()));
        boolean body = operation.getRequestBody() != null;
        if (body || !parameters.isEmpty()) {
            statuses.add(400);
        }
        if (row.asks().size() < Role.values().length || !row.does().equals("all")) {
            statuses.add(403);
        }
        if (inPath) {
            statuses.add(404);
        }
        if (!method.equals("GET") && (inPath || has(parameters, "Idempotency-Key"))) {
            statuses.add(409);
        }
        if (has(parameters, "If-Match")) {
            statuses.add(412);
        }
        if (body) {
            statuses.addAll(List.of(413, 415));
        }
        return statuses;
    }

    private static boolean has(List<Parameter> parameters, String name) {
        return parameters.stream().anyMatch(parameter -> name.equalsIgnoreCase(parameter.getName()));
    }

    private static String roles(Set<Role> asks) {
        return asks.stream().sorted().map(Role::name).collect(Collectors.joining(", "));
    }

    /// `GET /api/v1/claims/{id}/timeline` is `getClaimsByIdTimeline`: unique, because method and path are.
    static String idOf(String method, String path) {
        List<String> words = new ArrayList<>();
        for (String segment : path.substring(API.length()).replace("{", "by-").split("[^A-Za-z0-9]+")) {
            if (!segment.isEmpty()) {
                words.add(segment.substring(0, 1).toUpperCase(Locale.ROOT) + segment.substring(1));
            }
        }
        return method.toLowerCase(Locale.ROOT) + String.join("", words);
    }
}
