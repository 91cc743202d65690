package dev.parley.gateway.page;

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

/// `/docs`: the interfaces of the services, shown by Swagger UI as its jar has it. The documents themselves come from
/// the services, see `routing.RouteTable`.
final class ApiDocuments {
    private static final String PAGE = "index.html";
    private static final Set<String> OURS = Set.of(PAGE, "docs.css", "docs.js");
    private static final Set<String> SWAGGERS = Set.of("swagger-ui.css", "swagger-ui-bundle.js");

    private final PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    Mono<ServerResponse> page(ServerRequest request) {
        return file(request, PAGE);
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
        return OURS.contains(name) || SWAGGERS.contains(name);
    }

    private Asset load(String name) {
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
