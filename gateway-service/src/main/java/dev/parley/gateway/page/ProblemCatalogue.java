package dev.parley.gateway.page;

import dev.parley.gateway.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `/problems/{type}`: what the `type` of a problem leads to. The texts lie in `problems.json`, by type.
final class ProblemCatalogue {
    private static final String SOURCE = "problems.json";

    private final Map<String, String> sections = new LinkedHashMap<>();

    ProblemCatalogue() {
        try (InputStream in = new ClassPathResource(SOURCE).getInputStream()) {
            for (Map.Entry<String, JsonNode> each :
                    JsonMapper.shared().readTree(in).properties()) {
                sections.put(each.getKey(), section(each.getKey(), each.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Mono<ServerResponse> all() {
        return html(String.join("", sections.values()));
    }

    Mono<ServerResponse> one(String type) {
        String section = sections.get(type);
        if (section == null) {
            return ServerResponse.status(404)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .bodyValue(Problem.NOT_FOUND.json());
        }
        return html(section);
    }

    private static Mono<ServerResponse> html(String body) {
        return ServerResponse.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noCache())
                .bodyValue("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Parley: problems"
                        + "</title></head><body>" + body
                        + "<p><a href=\"/problems\">All problems</a></p></body></html>");
    }

    private static String section(String type, JsonNode text) {
        return "<h2 id=\"" + type + "\">" + escaped(text, "title") + "</h2><p><code>/problems/" + type
                + "</code>, status "
                + text.path("status").asInt() + "</p><p>" + escaped(text, "meaning") + "</p><p>What to do: "
                + escaped(text, "remedy") + "</p>";
    }

    private static String escaped(JsonNode text, String field) {
        return HtmlUtils.htmlEscape(text.path(field).asString(""));
    }
}
