package dev.parley.gateway.backend;

import dev.parley.gateway.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/// One service over few kept connections.
final class ServiceClient {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceClient.class);
    private static final int CONNECTIONS = 64;
    private static final int WAITING = 20_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final String PROBLEM = "application/problem+json";

    private final String name;
    private final Replicas replicas;
    private final HttpClient http;

    ServiceClient(String name, Replicas replicas) {
        this.name = name;
        this.replicas = replicas;
        ConnectionProvider connections = ConnectionProvider.builder(name)
                .maxConnections(CONNECTIONS)
                .pendingAcquireMaxCount(WAITING)
                .pendingAcquireTimeout(ANSWER_WITHIN)
                .maxIdleTime(Duration.ofSeconds(15))
                .lifo()
                .build();
        this.http = HttpClient.create(connections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1_000)
                .responseTimeout(ANSWER_WITHIN);
    }

    /// @param body JSON, null for none
    /// @param key the `Idempotency-Key`, null for none
    CompletableFuture<Answer> call(
            HttpMethod method, String path, String token, byte @Nullable [] body, @Nullable String key) {
        HttpClient.RequestSender request = http.headers(headers -> {
                    headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
                    describe(headers, body, key);
                })
                .request(method);
        Mono<Answer> answer = replicas.ask(HttpMethod.GET.equals(method), address -> {
            HttpClient.RequestSender there = request.uri(address + path);
            return body == null
                    ? there.responseSingle(ServiceClient::read)
                    : there.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                            .responseSingle(ServiceClient::read);
        });
        return answer.onErrorResume(failure -> Mono.just(unreachable(failure))).toFuture();
    }

    private static void describe(HttpHeaders headers, byte @Nullable [] body, @Nullable String key) {
        if (body != null) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
    }

    private static Mono<Answer> read(HttpClientResponse response, ByteBufMono body) {
        int status = response.status().code();
        String type = response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
        boolean speaksJson = status < 300 || type.startsWith(PROBLEM);
        if (status == 503 && !speaksJson) {
            return body.asByteArray().then(Mono.error(new ReplicaClosing()));
        }
        return body.asByteArray()
                .defaultIfEmpty(new byte[0])
                .map(bytes -> speaksJson ? new Answer(status, bytes) : notAProblem(status));
    }

    /// A refusal without a problem: a proxy or a container spoke instead of the service.
    private static Answer notAProblem(int status) {
        return switch (status) {
            case 401 -> Answer.of(Problem.NOT_AUTHENTICATED);
            case 404 -> Answer.of(Problem.NOT_FOUND);
            case 429 -> Answer.of(Problem.TOO_MANY_REQUESTS);
            case 502, 504 -> Answer.of(Problem.UNAVAILABLE);
            default -> status < 500 ? Answer.of(Problem.ofStatus(status, "Refused")) : Answer.of(Problem.INTERNAL);
        };
    }

    private Answer unreachable(Throwable failure) {
        LOG.warn(
                "event=service.unreachable service={} cause={}",
                name,
                failure.getClass().getSimpleName());
        boolean neverSent = Replicas.isNeverReached(failure)
                || failure instanceof ReplicaClosing
                || failure instanceof reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException
                || failure instanceof reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
        return Answer.of(neverSent ? Problem.UNAVAILABLE : Problem.NO_ANSWER);
    }
}
