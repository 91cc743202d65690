package dev.parley.gateway.routing;

import dev.parley.gateway.GatewayProperties;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/// Tells a service how the client addressed the gateway. What a client claims about itself is dropped, unless it comes
/// through a proxy that is trusted by configuration.
@Component
class ForwardedHeaders implements HttpHeadersFilter {
    private static final String FOR = "X-Forwarded-For";
    private static final String HOST = "X-Forwarded-Host";
    private static final String PORT = "X-Forwarded-Port";
    private static final String PROTO = "X-Forwarded-Proto";

    private final Set<String> trusted;

    ForwardedHeaders(GatewayProperties gateway) {
        this.trusted = Set.copyOf(gateway.trustedProxies());
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(input);
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        String address = remote == null ? "unknown" : remote.getAddress().getHostAddress();
        boolean believe = trusted.contains(address);
        String host = exchange.getRequest().getHeaders().getFirst(HttpHeaders.HOST);
        String proto = exchange.getRequest().getURI().getScheme();
        headers.remove("Forwarded");
        headers.remove("X-Forwarded-Prefix");
        String before = believe ? input.getFirst(FOR) : null;
        headers.set(FOR, before == null ? address : before + ", " + address);
        set(headers, HOST, believe ? input.getFirst(HOST) : null, host);
        set(headers, PROTO, believe ? input.getFirst(PROTO) : null, proto);
        set(headers, PORT, believe ? input.getFirst(PORT) : null, port(host, proto));
        return headers;
    }

    private static void set(HttpHeaders headers, String name, @Nullable String believed, @Nullable String ours) {
        String value = believed == null ? ours : believed;
        if (value == null) {
            headers.remove(name);
        } else {
            headers.set(name, value);
        }
    }

    private static String port(@Nullable String host, @Nullable String proto) {
        int colon = host == null ? -1 : host.lastIndexOf(':');
        if (host != null && colon > host.lastIndexOf(']')) {
            return host.substring(colon + 1);
        }
        return "https".equals(proto) ? "443" : "80";
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.REQUEST;
    }
}
