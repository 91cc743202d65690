package dev.parley.gateway.routing;

import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.backend.Backends;
import dev.parley.gateway.backend.Replicas;
import java.net.URI;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/// From paths to services. The first match wins, so the exceptions stand before the rule they are exceptions to.
@Configuration(proxyBeanMethods = false)
class RouteTable {
    private static final String API = "/api/v1";

    /// Load tests ask the development sign-in for 20,000 signed tokens in one request.
    private static final int THOUSANDS_OF_TOKENS_MILLIS = 180_000;

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, GatewayProperties gateway, Backends services) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        route(routes, "claims", services.claims(), "/claims/**", "/appointments/**");
        route(
                routes,
                "attachment",
                services.attachment(),
                "/attachments/**",
                "/messages/attachments/**",
                "/messages/{messageId}/attachments");
        route(routes, "presence", services.presence(), "/presence/**", "/messages/online-users");
        route(routes, "notification", services.notification(), "/notifications/**");
        route(routes, "admin", services.admin(), "/admin/**", "/messages/all");
        route(
                routes,
                "messaging",
                services.messaging(),
                "/messages/**",
                "/conversations/**",
                "/canned-replies/**",
                "/me/**");
        document(routes, "claims", services.claims());
        document(routes, "messaging", services.messaging());
        document(routes, "attachment", services.attachment());
        document(routes, "notification", services.notification());
        document(routes, "presence", services.presence());
        document(routes, "admin", services.admin());
        URI development = gateway.services().development();
        if (development != null && !development.toString().isEmpty()) {
            routes.route(
                    "development",
                    route -> route.path("/dev/**")
                            .metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, THOUSANDS_OF_TOKENS_MILLIS)
                            .uri(development));
        }
        return routes.build();
    }

    private static void route(RouteLocatorBuilder.Builder routes, String id, Replicas service, String... paths) {
        String[] full = new String[paths.length];
        for (int i = 0; i < paths.length; i++) {
            full[i] = API + paths[i];
        }
        routes.route(
                id, route -> route.path(full).metadata(Spread.REPLICAS, service).uri(service.first()));
    }

    /// What a service says about its own interface; for everybody, as the page at `/docs` is.
    private static void document(RouteLocatorBuilder.Builder routes, String name, Replicas service) {
        routes.route(
                name + "-document",
                route -> route.method(HttpMethod.GET)
                        .and()
                        .path("/docs/openapi/" + name + ".json")
                        .filters(filters -> filters.setPath("/docs/openapi.json"))
                        .metadata(Spread.REPLICAS, service)
                        .uri(service.first()));
    }
}
