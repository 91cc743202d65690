package dev.parley.gateway.session;

import dev.parley.gateway.problem.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a request may become a socket: RFC 6455 §4.2, the origin, the subprotocol.
///
/// A bad token does not refuse the handshake: the socket opens and is closed with 4401, because a browser would not be
/// told an HTTP status.
final class Handshake {
    static final String SUBPROTOCOL = "parley.v1";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String BEARER = "bearer ";
    private static final int KEY_BYTES = 16;
    private static final int MOST_SUBPROTOCOLS = 32;

    private final Set<String> allowedOrigins;
    private final boolean mayCompress;

    Handshake(Set<String> allowedOrigins, boolean mayCompress) {
        this.allowedOrigins = allowedOrigins;
        this.mayCompress = mayCompress;
    }

    sealed interface Decision {
        /// @param subprotocol null when the client named none
        /// @param token null when the first frame shall bring it
        /// @param isTokenUnusable an `Authorization` header that is no single bearer token
        /// @param isCompressing whether frames may be compressed in both directions
        record Accept(
                String acceptKey,
                @Nullable String subprotocol,
                @Nullable String token,
                boolean isTokenUnusable,
                boolean isCompressing)
                implements Decision {}

        record Refuse(Problem problem) implements Decision {}
    }

    Decision decide(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!HttpMethod.GET.equals(request.method()) || !HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
            return refuse("invalid-input", "Not a handshake", 400, "A socket is opened with GET over HTTP/1.1.");
        }
        if (HttpUtil.isTransferEncodingChunked(request)
                || !"0".equals(headers.get(HttpHeaderNames.CONTENT_LENGTH, "0"))) {
            return new Decision.Refuse(Problem.invalid("body", "must be empty"));
        }
        if (!names(headers, HttpHeaderNames.UPGRADE.toString(), "websocket")
                || !names(headers, HttpHeaderNames.CONNECTION.toString(), "upgrade")) {
            return refuse("upgrade-required", "Upgrade required", 426, "This address speaks WebSocket only.");
        }
        if (!List.of("13").equals(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return refuse("upgrade-required", "Upgrade required", 426, "WebSocket version 13 is spoken here.");
        }
        List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (keys.size() != 1 || !isKey(keys.getFirst())) {
            return refuse("invalid-input", "Not a handshake", 400, "Sec-WebSocket-Key is not 16 bytes in Base64.");
        }
        if (!isOriginAllowed(headers)) {
            return refuse("origin-refused", "Origin refused", 403, "Sockets may not be opened from this origin.");
        }
        List<String> offered = list(headers, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL.toString());
        if (offered.size() > MOST_SUBPROTOCOLS || !offered.isEmpty() && !offered.contains(SUBPROTOCOL)) {
            return refuse("unknown-subprotocol", "Unknown subprotocol", 400, "Offer the subprotocol parley.v1.");
        }
        List<String> authorization = headers.getAll(HttpHeaderNames.AUTHORIZATION);
        String token = authorization.size() == 1 ? bearer(authorization.getFirst()) : null;
        return new Decision.Accept(
                acceptKey(keys.getFirst()),
                offered.isEmpty() ? null : SUBPROTOCOL,
                token,
                token == null && !authorization.isEmpty(),
                mayCompress && Deflation.isOffered(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)));
    }

    private static Decision refuse(String name, String title, int status, String detail) {
        return new Decision.Refuse(Problem.of(name, title, status, detail));
    }

    /// Native clients send none; browsers always do. The gateway's own origin is the one the request was sent to.
    private boolean isOriginAllowed(HttpHeaders headers) {
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        if (origins.isEmpty()) {
            return true;
        }
        if (origins.size() > 1) {
            return false;
        }
        String origin = origins.getFirst();
        return allowedOrigins.contains(origin) || isOwn(origin, headers.get(HttpHeaderNames.HOST));
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            URI uri = URI.create(origin);
            String scheme = uri.getScheme();
            return host != null
                    && ("http".equals(scheme) || "https".equals(scheme))
                    && uri.getRawAuthority() != null
                    && uri.getRawAuthority().equalsIgnoreCase(host)
                    && uri.getRawPath().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String bearer(String header) {
        boolean isBearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String token = isBearer ? header.substring(BEARER.length()).strip() : "";
        return token.isEmpty() ? null : token;
    }

    private static boolean names(HttpHeaders headers, String header, String wanted) {
        return list(headers, header).stream()
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(wanted));
    }

    private static List<String> list(HttpHeaders headers, String header) {
        return headers.getAll(header).stream()
                .flatMap(line -> Arrays.stream(line.split(",", MOST_SUBPROTOCOLS + 2)))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String acceptKey(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
