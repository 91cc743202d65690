package dev.parley.gateway.routing;

import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.backend.ReplicaClosing;
import dev.parley.gateway.backend.Replicas;
import dev.parley.gateway.problem.Problem;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/// The last word on every failed request. Stands before Boot's own handler, which would answer with a page of its own.
@Component
@Order(-2)
class EdgeErrors implements ErrorWebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeErrors.class);

    private static final int AREA_ELEMENTS = 6;

    private final GatewayProperties gateway;

    EdgeErrors(GatewayProperties gateway) {
        this.gateway = gateway;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        Problem problem = problem(failure);
        if (problem.status() >= 500) {
            LOG.warn(
                    "event=request.failed status={} area={} cause={}",
                    problem.status(),
                    area(exchange),
                    failure.getClass().getSimpleName());
            if (problem == Problem.INTERNAL) {
                LOG.error("event=request.unexpected", failure);
            }
        }
        return ProblemAnswer.write(
                exchange.getResponse(), problem, gateway.http().retryAfter());
    }

    /// `/api/v1/claims` of a longer path: what follows may be anything.
    private static PathContainer area(ServerWebExchange exchange) {
        PathContainer path = exchange.getRequest().getPath();
        return path.subPath(0, Math.min(AREA_ELEMENTS, path.elements().size()));
    }

    private static Problem problem(Throwable failure) {
        return switch (failure) {
            case BodyTooLarge tooLarge -> tooLarge.problem();
            case ErrorResponse response -> ofStatus(response.getStatusCode().value());
            case Throwable unsent when Replicas.isNeverReached(unsent) -> Problem.UNAVAILABLE;
            case ReplicaClosing _ -> Problem.UNAVAILABLE;
            case PoolAcquireTimeoutException _ -> Problem.UNAVAILABLE;
            case PoolAcquirePendingLimitException _ -> Problem.UNAVAILABLE;
            case TimeoutException _ -> Problem.NO_ANSWER;
            case IOException _ -> Problem.NO_ANSWER;
            default -> Problem.INTERNAL;
        };
    }

    private static Problem ofStatus(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return switch (known) {
            case NOT_FOUND -> Problem.NOT_FOUND;
            case UNAUTHORIZED -> Problem.NOT_AUTHENTICATED;
            case SERVICE_UNAVAILABLE, BAD_GATEWAY -> Problem.UNAVAILABLE;
            case GATEWAY_TIMEOUT -> Problem.NO_ANSWER;
            case null -> Problem.INTERNAL;
            default -> known.is5xxServerError() ? Problem.INTERNAL : Problem.ofStatus(status, known.getReasonPhrase());
        };
    }
}
