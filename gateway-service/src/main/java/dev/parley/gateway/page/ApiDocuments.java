package dev.parley.gateway.page;

import dev.parley.gateway.asyncapi.AsyncApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// `/docs`: the interfaces of the services, shown by Swagger UI as its jar has it; their documents come from the
/// services, see `routing.RouteTable`. `/docs/events`: the socket and the topics, shown by a script of our own, because
/// what there is for AsyncAPI compiles code in the browser, which the policy of [PageHeaders] forbids.
final class ApiDocuments {
    private static final String PAGE = "index.html";
    private static final String EVENTS_PAGE = "events.html";
    private static final String EVENTS = "asyncapi.json";
    private static final Set<String> OURS =
            Set.of(PAGE, EVENTS_PAGE, "docs.css", "docs.js", "events.css", "events.js", "schema.js");
    private static final Set<String> SWAGGERS = Set.of("swagger-ui.css", "swagger-ui-bundle.js");

    private final PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    Mono<ServerResponse> page(ServerRequest request) {
        return file(request, PAGE);
    }

    Mono<ServerResponse> events(ServerRequest request) {
        return file(request, EVENTS_PAGE);
    }

    /// Read once, and not on an event loop: compressing what Swagger UI weighs takes its time.
    Mono<ServerResponse> file(ServerRequest request, String name) {
        Asset asset = known.get(name);
        if (asset != null) {
            return asset.answer(request);
        }
        return Mono.fromCallable(() -> known.computeIfAbsent(name, this::load))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(loaded -> loaded.answer(request));
    }

    static boolean isFile(String name) {
        return OURS.contains(name) || SWAGGERS.contains(name) || name.equals(EVENTS);
    }

    private Asset load(String name) {
        if (name.equals(EVENTS)) {
            return Asset.of("docs/" + name, AsyncApi.document());
        }
        String pattern = OURS.contains(name)
                ? "classpath:docs/" + name
                : "classpath*:META-INF/resources/webjars/swagger-ui/*/" + name;
        try {
            Resource[] found = resources.getResources(pattern);
            if (found.length != 1) {
                throw new IllegalStateException(found.length + " files " + pattern);
            }
            try (InputStream in = found[0].getInputStream()) {
                return Asset.of("docs/" + name, in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
