package dev.parley.gateway.routing;

import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.identity.KeysUnavailable;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.problem.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Nobody without a valid token comes past here to `/api`. Which things somebody may do is decided by the services.
@Component
@Order(10)
class TokenCheck implements WebFilter {
    private static final String PROTECTED = "/api/";
    private static final String BEARER = "bearer ";

    private final TokenVerifier verifier;
    private final GatewayProperties gateway;

    TokenCheck(TokenVerifier verifier, GatewayProperties gateway) {
        this.verifier = verifier;
        this.gateway = gateway;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getPath().value().startsWith(PROTECTED)) {
            return chain.filter(exchange);
        }
        String token = token(exchange.getRequest().getHeaders());
        if (token == null) {
            return refuse(exchange, Problem.NOT_AUTHENTICATED);
        }
        CompletableFuture<Identity> check = verifier.verify(token);
        if (check.state() == CompletableFuture.State.SUCCESS) {
            return chain.filter(exchange);
        }
        return Mono.fromFuture(check)
                .map(_ -> Problem.INTERNAL)
                .onErrorResume(failure ->
                        Mono.just(failure instanceof KeysUnavailable ? Problem.UNAVAILABLE : Problem.NOT_AUTHENTICATED))
                .flatMap(problem -> problem == Problem.INTERNAL ? chain.filter(exchange) : refuse(exchange, problem));
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Problem problem) {
        return ProblemAnswer.write(
                exchange.getResponse(), problem, gateway.http().retryAfter());
    }

    /// Two headers are none: who of several readers would believe which?
    private static @Nullable String token(HttpHeaders headers) {
        List<String> authorization = headers.getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
        if (authorization.size() != 1) {
            return null;
        }
        String value = authorization.getFirst();
        boolean isBearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return isBearer ? value.substring(BEARER.length()).strip() : null;
    }
}
