package dev.parley.gateway.page;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// `/docs`: where to look for what.
final class ApiDocuments {
    private static final String PAGE = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Parley: interfaces</title></head><body>
            <h1>Parley: interfaces</h1>
            <ul>
            <li>REST: <code>/api/v1</code>, JSON, <code>Authorization: Bearer</code></li>
            <li>WebSocket: <code>/ws</code>, subprotocol <code>parley.v1</code></li>
            <li><a href="/problems">Problems</a>: every refusal and what to do about it</li>
            </ul></body></html>
            """;

    private ApiDocuments() {}

    static Mono<ServerResponse> page() {
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .bodyValue(PAGE);
    }
}
