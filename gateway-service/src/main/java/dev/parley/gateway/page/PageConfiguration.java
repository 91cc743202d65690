package dev.parley.gateway.page;

import dev.parley.gateway.GatewayProperties;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class PageConfiguration {
    /// What the web client must know before it can do anything.
    @Bean
    RouterFunction<ServerResponse> page(GatewayProperties gateway) {
        Map<String, String> settings = Map.of(
                "issuer", gateway.token().issuer(), "clientId", gateway.token().clientId());
        ProblemCatalogue problems = new ProblemCatalogue();
        ApiDocuments documents = new ApiDocuments();
        WebClient client = new WebClient();
        return RouterFunctions.route()
                .GET(
                        "/config.json",
                        _ -> ServerResponse.ok()
                                .contentType(MediaType.APPLICATION_JSON)
                                .cacheControl(CacheControl.noCache())
                                .bodyValue(settings))
                .GET("/problems", _ -> problems.all())
                .GET("/problems/{type}", request -> problems.one(request.pathVariable("type")))
                .GET("/docs", documents::page)
                .GET("/docs/events", documents::events)
                .GET(
                        "/docs/{file}",
                        request -> ApiDocuments.isFile(request.pathVariable("file")),
                        request -> documents.file(request, request.pathVariable("file")))
                .route(client::isItsPath, client::serve)
                .build();
    }
}
