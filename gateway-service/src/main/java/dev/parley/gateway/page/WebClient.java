package dev.parley.gateway.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The files of the web client, from memory. A path of the client's own router answers with its start page.
final class WebClient {
    private static final String ROOT = "static/";
    private static final String START = "index.html";
    private static final Pattern FILE =
            Pattern.compile("(?:[A-Za-z0-9_@-][A-Za-z0-9._@-]*/)*[A-Za-z0-9_@-][A-Za-z0-9._@-]*");

    /// First segments that belong to something else, whether or not it exists here.
    private static final Set<String> RESERVED = Set.of(
            "api",
            "dev",
            "ws",
            "socket.io",
            "health",
            "livez",
            "readyz",
            "metrics",
            "prometheus",
            "actuator",
            "docs",
            "problems",
            "config.json",
            "error");

    /// Only files that exist get in, so the build bounds it.
    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    boolean isItsPath(ServerRequest request) {
        String path = request.path();
        int end = path.indexOf('/', 1);
        String first = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        boolean isRead = HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        return isRead && !RESERVED.contains(first) && find(path, request).isPresent();
    }

    Mono<ServerResponse> serve(ServerRequest request) {
        return find(request.path(), request)
                .map(asset -> asset.answer(request))
                .orElseGet(() -> ServerResponse.notFound().build());
    }

    private Optional<Asset> find(String path, ServerRequest request) {
        String name = path.substring(Math.min(1, path.length()));
        Asset file = FILE.matcher(name).matches() ? load(name) : null;
        if (file != null) {
            return Optional.of(file);
        }
        boolean isFileName = name.substring(name.lastIndexOf('/') + 1).contains(".");
        boolean wantsPage = name.isEmpty()
                || request.headers().accept().stream().anyMatch(each -> each.includes(MediaType.TEXT_HTML));
        return isFileName || !wantsPage ? Optional.empty() : Optional.ofNullable(load(START));
    }

    private @Nullable Asset load(String name) {
        Asset asset = known.get(name);
        if (asset == null) {
            ClassPathResource resource = new ClassPathResource(ROOT + name);
            if (!resource.isReadable()) {
                return null;
            }
            try (InputStream in = resource.getInputStream()) {
                asset = Asset.of(name, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            known.put(name, asset);
        }
        return asset;
    }
}
