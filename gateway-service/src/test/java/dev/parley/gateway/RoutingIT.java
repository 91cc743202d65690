package dev.parley.gateway;

import static dev.parley.testkit.Cast.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.parley.testkit.Http;
import dev.parley.testkit.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Which service gets which request, and what the edge answers itself.
class RoutingIT {
    private static final List<HttpServer> SERVERS = new ArrayList<>();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> services = new LinkedHashMap<>();
        for (String name : List.of("ATTACHMENT", "NOTIFICATION", "PRESENCE", "ADMIN", "DEV")) {
            services.put(name, echo(name));
        }
        gateway = new RunningGateway(services.entrySet().stream()
                .map(each -> "PARLEY_" + each.getKey() + "_URL=" + each.getValue())
                .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVERS.forEach(server -> server.stop(0));
    }

    /// Answers with its name, the path, and the header that says how the client came.
    private static String echo(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] answer = (name + " " + exchange.getRequestURI() + " "
                                + exchange.getRequestHeaders().get("X-Forwarded-Host")
                                + exchange.getRequestHeaders().get("X-Forwarded-For"))
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
        SERVERS.add(server);
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Http alice() {
        return gateway.http().as(ALICE);
    }

    @Test
    void routesByPath() {
        Map<String, String> expected = Map.ofEntries(
                Map.entry("/api/v1/attachments/1", "ATTACHMENT"),
                Map.entry("/api/v1/messages/1/attachments", "ATTACHMENT"),
                Map.entry("/api/v1/messages/attachments/1", "ATTACHMENT"),
                Map.entry("/api/v1/presence?userIds=1", "PRESENCE"),
                Map.entry("/api/v1/messages/online-users", "PRESENCE"),
                Map.entry("/api/v1/notifications/unread-count", "NOTIFICATION"),
                Map.entry("/api/v1/admin/messages", "ADMIN"),
                Map.entry("/api/v1/messages/all?q=x", "ADMIN"));
        expected.forEach(
                (path, service) -> assertThat(alice().get(path).text()).as(path).startsWith(service + " " + path));
        gateway.messaging.counted(ALICE.userId(), UUID.randomUUID(), 3, 7, 2);
        assertThat(alice().get("/api/v1/messages/unread-count")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(3);
        assertThat(alice().post("/api/v1/conversations/sync", Map.of("cursors", Map.of()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void passesTheDevelopmentSignInThroughWithTheAddressTheClientUsed() {
        String host = "127.0.0.1:" + gateway.port();
        assertThat(gateway.http()
                        .with("X-Forwarded-For", "6.6.6.6")
                        .get("/dev/token")
                        .text())
                .isEqualTo("DEV /dev/token [" + host + "][127.0.0.1]");
    }

    @Test
    void asksForAToken() {
        Http.Answer answer = gateway.http().get("/api/v1/messages/recent");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("not-authenticated");
        assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        assertThat(gateway.http()
                        .withToken(TestTokens.forgedTokenOf(ALICE))
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
        assertThat(gateway.http()
                        .withToken(TestTokens.expiredTokenOf(ALICE))
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void saysNotFoundForUnknownPaths() {
        for (String path : List.of("/api/v1/nothing", "/api/v2/claims", "/api/nothing")) {
            assertThat(alice().get(path).problem()).as(path).isEqualTo("not-found");
        }
        for (String path :
                List.of("/health", "/health/readiness", "/metrics", "/actuator", "/actuator/health", "/livez")) {
            Http.Answer answer = gateway.http().with("Accept", "text/html").get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
        }
        assertThat(gateway.management().get("/health/readiness").status()).isEqualTo(200);
        assertThat(gateway.management().get("/health/liveness").status()).isEqualTo(200);
        assertThat(gateway.management().get("/metrics").text()).contains("parley_gateway_sessions");
        assertThat(gateway.management().get("/ws").status()).isEqualTo(404);
    }

    @Test
    void saysUnavailableWhenAServiceIsDown() {
        Http.Answer answer = alice().get("/api/v1/claims");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("service-unavailable");
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.text()).doesNotContain("127.0.0.1").doesNotContain("Exception");
    }

    @Test
    void boundsBodies() throws IOException {
        Http.Answer answer = alice().post("/api/v1/notifications/read-all", "x".repeat(65_537));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("content-too-large");
        assertThat(alice().with("Content-Type", "multipart/form-data")
                        .post("/api/v1/attachments", "x".repeat(100_000))
                        .status())
                .isEqualTo(200);
        String chunked = "POST /api/v1/notifications/read-all HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + TestTokens.tokenOf(ALICE) + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + ("4000\r\n" + "x".repeat(0x4000) + "\r\n").repeat(5) + "0\r\n\r\n";
        assertThat(RawSocket.statusOf(gateway.port(), chunked)).startsWith("HTTP/1.1 413");
    }

    @Test
    void refusesTwoTokensAndHugeHeaders() throws IOException {
        String header = "Authorization: Bearer " + TestTokens.tokenOf(ALICE) + "\r\n";
        assertThat(RawSocket.statusOf(
                        gateway.port(), "GET /api/v1/me HTTP/1.1\r\nHost: x\r\n" + header + header + "\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(RawSocket.statusOf(
                        gateway.port(), "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void refusesHandshakesThatAreNone() throws IOException {
        assertThat(gateway.http().get("/ws").status()).isEqualTo(426);
        String start = "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
        String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        assertThat(RawSocket.statusOf(gateway.port(), start + key + "Sec-WebSocket-Version: 8\r\n\r\n"))
                .startsWith("HTTP/1.1 426");
        assertThat(RawSocket.statusOf(gateway.port(), start + "Sec-WebSocket-Version: 13\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        String protocols = "Sec-WebSocket-Protocol: " + "a,".repeat(100) + "parley.v1\r\n";
        assertThat(RawSocket.statusOf(
                        gateway.port(), start + key + "Sec-WebSocket-Version: 13\r\n" + protocols + "\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void opensASocketOnAConnectionThatHasAnsweredARequest() throws IOException {
        String handshake = "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        String first = "GET /config.json HTTP/1.1\r\nHost: x\r\n\r\n";
        assertThat(RawSocket.statusOfSecond(gateway.port(), first, handshake)).startsWith("HTTP/1.1 101");
        assertThat(RawSocket.statusOfSecond(gateway.port(), first, first)).startsWith("HTTP/1.1 200");
    }

    @Test
    void tellsTheWebClientWhereToSignIn() {
        Http.Answer answer = gateway.http().get("/config.json");
        assertThat(answer.json().path("issuer").asString()).isEqualTo(TestTokens.ISSUER);
        assertThat(answer.json().path("clientId").asString()).isEqualTo("parley-web");
        assertThat(answer.header("Content-Security-Policy").orElse("")).contains("frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void servesThePageForPathsOfTheWebClient() {
        Http browser = gateway.http().with("Accept", "text/html,*/*");
        Http.Answer start = browser.get("/");
        assertThat(start.status()).isEqualTo(200);
        assertThat(start.header("Cache-Control")).hasValue("no-cache");
        assertThat(browser.get("/claims/42").text()).isEqualTo(start.text());
        assertThat(browser.get("/assets/app-1a2b3c.js").header("Cache-Control").orElse(""))
                .contains("immutable");
        assertThat(browser.get("/missing.js").status()).isEqualTo(404);
        assertThat(browser.get("/%2e%2e/application.yaml").status()).isNotEqualTo(200);
        assertThat(gateway.http()
                        .with("If-None-Match", start.header("ETag").orElseThrow())
                        .get("/")
                        .status())
                .isEqualTo(304);
    }

    @Test
    void explainsProblems() {
        Http.Answer one = gateway.http().get("/problems/not-joined");
        assertThat(one.text()).contains("join_claim").contains("/problems/not-joined");
        assertThat(one.header("Content-Security-Policy").orElse("")).contains("style-src 'self'");
        assertThat(gateway.http().get("/problems/unheard-of").status()).isEqualTo(404);
        String all = gateway.http().get("/problems").text();
        assertThat(all)
                .containsSubsequence("id=\"invalid-input\"", "id=\"not-joined\"", "id=\"service-unavailable\"")
                .doesNotContain("style=")
                .doesNotContain("<script");
    }

    @Test
    void showsTheDocumentOfEachServiceToEverybody() {
        Http.Answer page = gateway.http().get("/docs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        for (String file : List.of("docs.css", "docs.js", "swagger-ui.css", "swagger-ui-bundle.js")) {
            assertThat(page.text()).contains("\"/docs/" + file + "\"");
            assertThat(gateway.http().get("/docs/" + file).status()).as(file).isEqualTo(200);
        }
        Http.Answer events = gateway.http().get("/docs/events");
        assertThat(page.text()).contains("\"/docs/events\"");
        assertThat(events.header("Content-Security-Policy")).isEqualTo(page.header("Content-Security-Policy"));
        for (String file : List.of("docs.css", "events.css", "events.js")) {
            assertThat(events.text()).contains("\"/docs/" + file + "\"");
            assertThat(gateway.http().get("/docs/" + file).status()).as(file).isEqualTo(200);
        }
        assertThat(gateway.http().get("/docs/schema.js").status()).isEqualTo(200);
        assertThat(gateway.http()
                        .get("/docs/asyncapi.json")
                        .json()
                        .path("asyncapi")
                        .asString())
                .isEqualTo("3.0.0");
        for (String service : List.of("attachment", "notification", "presence", "admin")) {
            assertThat(page.text()).contains("?service=" + service + "\"");
            assertThat(gateway.http().get("/docs/openapi/" + service + ".json").text())
                    .startsWith(service.toUpperCase(java.util.Locale.ROOT) + " /docs/openapi.json ");
        }
        for (String path :
                List.of("/docs/openapi/nothing.json", "/docs/index.htm", "/docs/swagger-ui.js", "/docs/openapi.json")) {
            assertThat(gateway.http().get(path).problem()).as(path).isEqualTo("not-found");
        }
        assertThat(gateway.http().get("/docs/openapi/claims.json").problem())
                .as("of a service that is away")
                .isEqualTo("service-unavailable");
    }
}
