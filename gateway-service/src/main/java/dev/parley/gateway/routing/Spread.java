package dev.parley.gateway.routing;

import dev.parley.gateway.backend.ReplicaClosing;
import dev.parley.gateway.backend.Replicas;
import java.net.URI;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/// Gives each request to a replica of the service that its route names.
///
/// What follows in the chain ends when the head of the answer is there and before anything of it is written, so another
/// replica can still be asked. The body is read only over a connection that stands: for a replica that was not reached
/// it is whole still.
@Component
class Spread implements GlobalFilter, Ordered {
    /// Key of a route's metadata.
    static final String REPLICAS = "replicas";

    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        if (route == null || !(route.getMetadata().get(REPLICAS) instanceof Replicas replicas)) {
            return chain.filter(exchange);
        }
        HttpMethod method = exchange.getRequest().getMethod();
        boolean repeatable = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
        return replicas.ask(repeatable, address -> {
            forget(exchange);
            direct(exchange, address);
            return chain.filter(exchange).then(Mono.defer(() -> refuseWhatIsClosing(exchange)));
        });
    }

    /// What an earlier try has left.
    private static void forget(ServerWebExchange exchange) {
        Connection before = exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR);
        if (before != null) {
            before.dispose();
            exchange.getAttributes().remove(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR);
            exchange.getAttributes().remove(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR);
        }
        ServerWebExchangeUtils.reset(exchange);
    }

    private static void direct(ServerWebExchange exchange, URI address) {
        URI url = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        exchange.getAttributes()
                .put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, URI.create(address + url.getRawPath() + query));
    }

    private static Mono<Void> refuseWhatIsClosing(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted() || !HttpStatus.SERVICE_UNAVAILABLE.equals(response.getStatusCode())) {
            return Mono.empty();
        }
        MediaType type = response.getHeaders().getContentType();
        boolean isOfTheService = MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(type);
        return isOfTheService ? Mono.empty() : Mono.error(new ReplicaClosing());
    }
}
