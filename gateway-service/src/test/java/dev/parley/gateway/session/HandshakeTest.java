package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private final Handshake handshake = new Handshake(Set.of("https://portal.example"), true);

    private static HttpRequest request() {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/ws");
        request.headers()
                .set("Host", "parley.example")
                .set("Upgrade", "websocket")
                .set("Connection", "keep-alive, Upgrade")
                .set("Sec-WebSocket-Version", "13")
                .set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .set("Sec-WebSocket-Protocol", "parley.v1");
        return request;
    }

    private Handshake.Decision.Accept accepted(HttpRequest request) {
        Handshake.Decision decision = handshake.decide(request);
        assertThat(decision).isInstanceOf(Handshake.Decision.Accept.class);
        return (Handshake.Decision.Accept) decision;
    }

    private int refused(HttpRequest request) {
        Handshake.Decision decision = handshake.decide(request);
        assertThat(decision).isInstanceOf(Handshake.Decision.Refuse.class);
        return ((Handshake.Decision.Refuse) decision).problem().status();
    }

    private int refusedWith(String header, String... values) {
        HttpRequest request = request();
        request.headers().remove(header);
        for (String value : values) {
            request.headers().add(header, value);
        }
        return refused(request);
    }

    @Test
    void answersTheKeyOfTheStandardsExample() {
        assertThat(accepted(request()).acceptKey()).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(accepted(request()).subprotocol()).isEqualTo("parley.v1");
        assertThat(accepted(request()).token()).isNull();
    }

    @Test
    void refusesWhatIsNoHandshake() {
        assertThat(refusedWith("Upgrade")).isEqualTo(426);
        assertThat(refusedWith("Connection", "keep-alive")).isEqualTo(426);
        assertThat(refusedWith("Sec-WebSocket-Version", "8")).isEqualTo(426);
        assertThat(refusedWith("Sec-WebSocket-Version", "13", "8")).isEqualTo(426);
        assertThat(refusedWith("Sec-WebSocket-Key")).isEqualTo(400);
        assertThat(refusedWith("Sec-WebSocket-Key", "c2hvcnQ=")).isEqualTo(400);
        assertThat(refusedWith("Sec-WebSocket-Key", "no base64!")).isEqualTo(400);
        assertThat(refusedWith("Sec-WebSocket-Protocol", "graphql-ws")).isEqualTo(400);
        assertThat(refusedWith("Sec-WebSocket-Protocol", "a,".repeat(100) + "parley.v1"))
                .isEqualTo(400);
    }

    @Test
    void knowsOriginsExactly() {
        for (String origin : new String[] {
            "https://evil.example",
            "http://portal.example",
            "https://portal.example.evil.example",
            "https://parley.example:444",
            "https://parley.example/",
            "https://user@parley.example",
            "null",
            "",
            "ftp://parley.example"
        }) {
            assertThat(refusedWith("Origin", origin)).as(origin).isEqualTo(403);
        }
        assertThat(refusedWith("Origin", "https://portal.example", "https://portal.example"))
                .isEqualTo(403);
        HttpRequest own = request();
        own.headers().set("Origin", "https://parley.example");
        accepted(own);
        own.headers().set("Origin", "https://portal.example");
        accepted(own);
    }

    @Test
    void takesATokenFromOneBearerHeaderOnly() {
        HttpRequest request = request();
        request.headers().set("Authorization", "bearer abc");
        assertThat(accepted(request).token()).isEqualTo("abc");
        request.headers().add("Authorization", "Bearer def");
        assertThat(accepted(request).token()).isNull();
        assertThat(accepted(request).isTokenUnusable()).isTrue();
        request.headers().set("Authorization", "Basic abc");
        assertThat(accepted(request).isTokenUnusable()).isTrue();
    }

    @Test
    void agreesToCompressionUnlessItIsOff() {
        HttpRequest request = request();
        assertThat(accepted(request).isCompressing()).isFalse();
        request.headers().set("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
        assertThat(accepted(request).isCompressing()).isTrue();
        assertThat(new Handshake(Set.of(), false).decide(request))
                .isInstanceOfSatisfying(
                        Handshake.Decision.Accept.class,
                        accept -> assertThat(accept.isCompressing()).isFalse());
    }
}
