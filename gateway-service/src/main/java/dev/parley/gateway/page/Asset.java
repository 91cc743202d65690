package dev.parley.gateway.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// One file of a page, as it goes out.
///
/// @param compressed null when that would not be shorter
/// @param isForEver whether the name changes with the content
record Asset(byte[] bytes, byte @Nullable [] compressed, MediaType type, String tag, boolean isForEver) {
    private static final int WORTH_COMPRESSING = 1_024;

    static Asset of(String path, byte[] bytes) {
        MediaType type = path.endsWith(".webmanifest")
                ? MediaType.valueOf("application/manifest+json")
                : MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM);
        boolean isText = type.getType().equals("text")
                || type.getSubtype().contains("javascript")
                || type.getSubtype().contains("json")
                || type.getSubtype().contains("xml");
        if (type.getType().equals("text")) {
            type = new MediaType(type, java.nio.charset.StandardCharsets.UTF_8);
        }
        byte[] compressed = isText && bytes.length >= WORTH_COMPRESSING ? gzip(bytes) : null;
        return new Asset(bytes, compressed, type, tag(bytes), path.startsWith("assets/"));
    }

    Mono<ServerResponse> answer(ServerRequest request) {
        CacheControl keep = isForEver
                ? CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
                : CacheControl.noCache();
        if (request.headers().header(HttpHeaders.IF_NONE_MATCH).contains(tag)) {
            return ServerResponse.status(304).eTag(tag).cacheControl(keep).build();
        }
        List<String> encodings = request.headers().header(HttpHeaders.ACCEPT_ENCODING);
        boolean compress = compressed != null && encodings.stream().anyMatch(each -> each.contains("gzip"));
        ServerResponse.BodyBuilder answer = ServerResponse.ok()
                .contentType(type)
                .eTag(tag)
                .cacheControl(keep)
                .varyBy(HttpHeaders.ACCEPT_ENCODING);
        if (compress && compressed != null) {
            return answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").bodyValue(compressed);
        }
        return answer.bodyValue(bytes);
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
