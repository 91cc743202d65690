package dev.parley.gateway.page;

import dev.parley.gateway.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
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
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="/parley.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/docs/docs.css">
            <title>Parley: %s</title>
            </head>
            <body>
            <header class="bar">
            <a class="brand" href="/"><img src="/parley.svg" alt="" width="28" height="28">Parley</a>
            <nav aria-label="Documents"><a href="/docs">REST</a>
            <a href="/docs/events">Socket and events</a>
            <a href="/problems" aria-current="page">Problems</a></nav>
            </header>
            <main>
            %s
            </main>
            </body>
            </html>
            """;

    /// By whose turn it is, then in rising status.
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(String type, String title, int status, String section) {
        Blame blame() {
            return Blame.of(status);
        }
    }

    /// What kind of refusal it is, and so whose turn.
    private enum Blame {
        CALLER("The request cannot be granted as it is", ""),
        CONFLICT("Somebody was faster, or the state does not allow it", " status-conflict"),
        CAPACITY("Too much at once: wait as long as Retry-After says", " status-conflict"),
        OURS("The fault is ours", " status-ours");

        private final String heading;
        private final String style;

        Blame(String heading, String style) {
            this.heading = heading;
            this.style = style;
        }

        static Blame of(int status) {
            return switch (status) {
                case 409, 412 -> CONFLICT;
                case 429, 503 -> CAPACITY;
                default -> status < 500 ? CALLER : OURS;
            };
        }
    }

    ProblemCatalogue() {
        try (InputStream in = new ClassPathResource(SOURCE).getInputStream()) {
            JsonMapper.shared().readTree(in).properties().stream()
                    .map(each -> entry(each.getKey(), each.getValue()))
                    .sorted(Comparator.comparing(Entry::blame)
                            .thenComparing(Entry::status)
                            .thenComparing(Entry::title))
                    .forEach(entry -> entries.put(entry.type(), entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Mono<ServerResponse> all() {
        StringBuilder body = new StringBuilder("""
                <h1>Problems</h1>
                <p class="lead">Every refusal is <code>application/problem+json</code>, and its <code>type</code> is one \
                of these. Rely on the type, not on the words of <code>detail</code>.</p>
                """);
        body.append("<ul class=\"index\">");
        entries.values()
                .forEach(entry -> body.append("<li><a href=\"#")
                        .append(entry.type())
                        .append("\">")
                        .append(entry.title())
                        .append("</a></li>\n"));
        body.append("</ul>");
        Blame group = null;
        for (Entry entry : entries.values()) {
            if (group != entry.blame()) {
                group = entry.blame();
                body.append("<p class=\"group\">").append(group.heading).append("</p>\n");
            }
            body.append(entry.section());
        }
        return html("problems", body.toString());
    }

    Mono<ServerResponse> one(String type) {
        Entry entry = entries.get(type);
        if (entry == null) {
            return ServerResponse.status(404)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .bodyValue(Problem.NOT_FOUND.json());
        }
        return html(entry.title(), entry.section() + "<p><a href=\"/problems\">All problems</a></p>");
    }

    private static Mono<ServerResponse> html(String title, String body) {
        return ServerResponse.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noCache())
                .bodyValue(PAGE.formatted(title, body));
    }

    private static Entry entry(String type, JsonNode text) {
        int status = text.path("status").asInt();
        String title = escaped(text, "title");
        String section = """
                <section class="problem" id="%1$s">
                <h2><a href="/problems/%1$s">%2$s</a><span class="status%3$s">%4$d</span></h2>
                <p class="type"><code>/problems/%1$s</code></p>
                <dl><dt>Meaning</dt><dd>%5$s</dd><dt>What to do</dt><dd>%6$s</dd></dl>
                </section>
                """.formatted(
                        type, title, Blame.of(status).style, status, escaped(text, "meaning"), escaped(text, "remedy"));
        return new Entry(type, title, status, section);
    }

    private static String escaped(JsonNode text, String field) {
        return HtmlUtils.htmlEscape(text.path(field).asString(""));
    }
}
