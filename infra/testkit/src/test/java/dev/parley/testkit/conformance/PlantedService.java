package dev.parley.testkit.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.testkit.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/// Answers as a test wants a service to answer, so that each kit can be shown a defect.
final class PlantedService implements AutoCloseable {
    private final HttpServer server;

    record Request(String method, String path, String body, Optional<String> token) {}

    record Reply(int status, String body) {}

    PlantedService(Function<Request, Reply> behaviour) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> answer(exchange, behaviour));
        server.start();
    }

    Http http() {
        return Http.to(() -> server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, Function<Request, Reply> behaviour) throws IOException {
        try (exchange) {
            Reply reply = behaviour.apply(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))));
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
