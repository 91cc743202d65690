package dev.parley.gateway.fallback;

import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.identity.KeysUnavailable;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.problem.Problem;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/// From a request to a follower, and back to an answer. `routing.TokenCheck` has let pass whoever comes here.
final class FallbackHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FallbackHandler.class);
    private static final String BEARER = "Bearer ";
    private static final int FIRST_OF_SERVER_ERRORS = 500;

    private final Followers followers;
    private final TokenVerifier verifier;
    private final Duration retryAfter;

    FallbackHandler(Followers followers, TokenVerifier verifier, Duration retryAfter) {
        this.followers = followers;
        this.verifier = verifier;
        this.retryAfter = retryAfter;
    }

    Mono<ServerResponse> events(ServerRequest request) {
        return answered(request, caller -> {
            Wish wish = Wish.of(request.queryParams(), request.headers().firstHeader("Last-Event-ID"));
            return Mono.fromFuture(followers.stream(caller.who, caller.token, channel(request), wish))
                    .flatMap(FallbackHandler::stream);
        });
    }

    /// `Connection: close`, because a stream that nobody reads any more is ended by cutting its connection.
    private static Mono<ServerResponse> stream(EventStream stream) {
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .header(HttpHeaders.CONNECTION, "close")
                .body((message, _) -> message.writeAndFlushWith(Flux.from(stream)
                        .map(bytes -> Mono.just(message.bufferFactory().wrap(bytes)))));
    }

    Mono<ServerResponse> poll(ServerRequest request) {
        return answered(request, caller -> {
            Wish wish = Wish.of(request.queryParams(), null);
            return Mono.fromFuture(followers.poll(caller.who, caller.token, channel(request), wish))
                    .flatMap(answer -> ServerResponse.ok()
                            .contentType(MediaType.APPLICATION_JSON)
                            .cacheControl(CacheControl.noStore())
                            .bodyValue(answer));
        });
    }

    private record Caller(Identity who, String token) {}

    private Mono<ServerResponse> answered(ServerRequest request, Function<Caller, Mono<ServerResponse>> answer) {
        String header = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
        String token = header == null || header.length() <= BEARER.length()
                ? ""
                : header.substring(BEARER.length()).strip();
        return Mono.fromFuture(() -> verifier.verify(token))
                .onErrorMap(failure -> new Refused(
                        failure instanceof KeysUnavailable ? Problem.UNAVAILABLE : Problem.NOT_AUTHENTICATED))
                .flatMap(who -> answer.apply(new Caller(who, token)))
                .onErrorResume(Refused.class, this::refused);
    }

    private Mono<ServerResponse> refused(Refused refused) {
        if (refused.status() >= FIRST_OF_SERVER_ERRORS) {
            LOG.warn("event=follower.refused status={}", refused.status());
        }
        ServerResponse.BodyBuilder response = ServerResponse.status(refused.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore());
        if (refused.status() == 429 || refused.status() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        if (refused.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response.bodyValue(refused.problem());
    }

    private static Channel channel(ServerRequest request) {
        HttpServerRequest connection =
                ServerHttpRequestDecorator.getNativeRequest(request.exchange().getRequest());
        AtomicReference<@Nullable Channel> channel = new AtomicReference<>();
        connection.withConnection(each -> channel.set(each.channel()));
        Channel found = channel.get();
        if (found == null) {
            throw new IllegalStateException("a request without a connection");
        }
        return found;
    }
}
