package dev.parley.testkit.conformance;

import dev.parley.testkit.Http;
import dev.parley.web.access.MappedEndpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.databind.JsonNode;

/// Checks what a running service says about itself at `/docs/openapi.json`:
/// `OpenApiDocument.check(http, "dev.parley.presence")`.
public final class OpenApiDocument {
    private static final Pattern INTERNAL = Pattern.compile(
            "dev\\.parley|[a-z]+\\.springframework|java\\.(lang|util|time)|[A-Za-z]+Controller|-controller|Exception");

    private OpenApiDocument() {}

    /// Names everything that is wrong in one error.
    public static void check(Http http, String basePackage) {
        Http.Answer answer = http.get("/docs/openapi.json");
        if (answer.status() != 200) {
            throw new AssertionError("without a token: " + answer);
        }
        List<String> wrong = wrongIn(answer, MappedEndpoints.in(basePackage).keySet());
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }

    static List<String> wrongIn(Http.Answer answer, Set<RequestMappingInfo> mapped) {
        List<String> wrong = new ArrayList<>();
        JsonNode document = answer.json();
        if (!document.path("openapi").asString("").startsWith("3.")) {
            wrong.add("is not an OpenAPI 3 document: " + answer);
        }
        for (String field : List.of("title", "version")) {
            if (document.path("info").path(field).asString("").isBlank()) {
                wrong.add("has no info." + field);
            }
        }
        var leak = INTERNAL.matcher(answer.text());
        while (leak.find()) {
            wrong.add("names something internal: " + leak.group());
        }
        Set<String> described = operations(document, wrong);
        for (String endpoint : endpoints(mapped)) {
            if (described.stream().noneMatch(operation -> operation.matches(endpoint))) {
                wrong.add("does not describe " + endpoint.replace("\\Q", "").replace("\\E", ""));
            }
        }
        return wrong;
    }

    /// Each operation as `GET /path/{}`; what every operation must have is checked on the way.
    private static Set<String> operations(JsonNode document, List<String> wrong) {
        Set<String> described = new TreeSet<>();
        Set<String> ids = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String name = operation.getKey().toUpperCase(Locale.ROOT) + ' ' + normal(path.getKey());
                JsonNode what = operation.getValue();
                described.add(name);
                if (!ids.add(what.path("operationId").asString(""))) {
                    wrong.add(name + " has an operationId that another one has");
                }
                if (what.path("security").isEmpty()) {
                    wrong.add(name + " does not say that it needs a token");
                }
                if (!what.path("responses").path("401").path("content").has("application/problem+json")) {
                    wrong.add(name + " does not say how it refuses");
                }
                for (JsonNode parameter : what.path("parameters")) {
                    if (parameter.path("name").asString("").equals("caller")) {
                        wrong.add(name + " takes the caller for a parameter");
                    }
                }
            }
        }
        return described;
    }

    /// As patterns: an endpoint without methods has to appear with any.
    private static Set<String> endpoints(Set<RequestMappingInfo> mapped) {
        Set<String> endpoints = new TreeSet<>();
        for (RequestMappingInfo mapping : mapped) {
            for (String pattern : mapping.getPatternValues()) {
                if (!pattern.startsWith("/api/v1/") || pattern.contains("*")) {
                    continue;
                }
                String path = Pattern.quote(normal(pattern));
                if (mapping.getMethodsCondition().getMethods().isEmpty()) {
                    endpoints.add("[A-Z]+ " + path);
                }
                mapping.getMethodsCondition().getMethods().forEach(method -> endpoints.add(method + " " + path));
            }
        }
        return endpoints;
    }

    private static String normal(String pattern) {
        return pattern.replaceAll("\\{[^/}]*}", "{}");
    }
}
