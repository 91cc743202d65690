package dev.parley.gateway;

import static dev.parley.gateway.RawConnection.CLOSE;
import static dev.parley.gateway.RawConnection.CUT;
import static dev.parley.gateway.RawConnection.PING;
import static dev.parley.gateway.RawConnection.PONG;
import static dev.parley.gateway.RawConnection.TEXT;
import static dev.parley.gateway.RawConnection.bytes;
import static dev.parley.gateway.RawConnection.frame;
import static dev.parley.gateway.RawConnection.handshake;
import static dev.parley.gateway.RawConnection.handshakeOf;
import static dev.parley.gateway.RawConnection.text;
import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.TestTokens;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Handshakes and frames that no client by the book sends. Each gets its documented answer within two seconds, and the
/// gateway is none the worse for it; see docs/guides/socket.md.
class RawAttacksIT {
    private static final int CONTINUED = 0x80;
    private static final int TEXT_BEGUN = 0x01;
    private static final int GOES_ON = 0x00;
    private static UnderAttack under;

    @BeforeAll
    static void start() {
        under = new UnderAttack();
    }

    @AfterAll
    static void stop() {
        under.close();
    }

    @AfterEach
    void check() {
        under.assertUnharmed();
    }

    private RawConnection alice() throws Exception {
        return RawConnection.of(under.port(), TestTokens.tokenOf(ALICE));
    }

    // ---- handshakes ----

    record Handshake(String name, String request, int status) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Handshake> handshakes() {
        String good = handshake();
        return Stream.concat(
                Stream.of(
                                "null",
                                "https://portal.example.evil.example",
                                "https://evil-portal.example",
                                "https://portal.example:8443",
                                "https://PORTAL.example",
                                "http://portal.example",
                                "HTTPS://portal.example",
                                "https://portal.example/",
                                "https://user@portal.example",
                                "https://parley.example.",
                                "http://parley.example:81",
                                "https://parley.example\\@evil.example",
                                "file://",
                                "")
                        .map(origin -> new Handshake("origin " + origin, handshake("Origin: " + origin), 403)),
                Stream.of(
                        new Handshake(
                                "two origins",
                                handshake("Origin: https://portal.example", "Origin: https://portal.example"),
                                403),
                        new Handshake("version 8", good.replace("Version: 13", "Version: 8"), 426),
                        new Handshake("no version", good.replace("Sec-WebSocket-Version: 13\r\n", ""), 426),
                        new Handshake("two versions", handshake("Sec-WebSocket-Version: 13"), 426),
                        new Handshake("no upgrade", good.replace("Upgrade: websocket\r\n", ""), 426),
                        new Handshake("no connection", good.replace("Connection: Upgrade\r\n", ""), 426),
                        new Handshake(
                                "no key", good.replace("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""), 400),
                        new Handshake("two keys", handshake("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="), 400),
                        new Handshake("short key", good.replace("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ="), 400),
                        new Handshake("other subprotocol", good.replace("parley.v1", "parley.v2"), 400),
                        new Handshake(
                                "100 subprotocols", good.replace("parley.v1", "a, ".repeat(100) + "parley.v1"), 400),
                        new Handshake(
                                "100 lines of subprotocols",
                                good + "Sec-WebSocket-Protocol: parley.v1\r\n".repeat(100),
                                400),
                        new Handshake("HTTP/1.0", good.replace("HTTP/1.1", "HTTP/1.0"), 400),
                        new Handshake("POST", good.replace("GET", "POST"), 400),
                        new Handshake("body", handshake("Content-Length: 5") + "\r\nhello", 400),
                        new Handshake("body that never comes", handshake("Content-Length: 5"), 400),
                        new Handshake("chunked body that never comes", handshake("Transfer-Encoding: chunked"), 400),
                        new Handshake("huge header", handshake("X-Long: " + "x".repeat(20_000)), 431),
                        new Handshake("huge target", handshakeOf("/ws?x=" + "x".repeat(20_000)), 414)));
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void refusesWithAStatus(Handshake attack) throws Exception {
        try (RawConnection attacker = RawConnection.to(under.port())) {
            attacker.send(attack.request() + "\r\n");
            assertThat(attacker.statusLine()).startsWith("HTTP/1.1 " + attack.status() + " ");
        }
    }

    @Test
    void takesNoTokenFromTheAddressOrACookie() throws Exception {
        String token = TestTokens.tokenOf(ALICE);
        for (String request : List.of(
                handshakeOf("/ws?token=" + token),
                handshakeOf("/ws?access_token=" + token),
                handshake("Cookie: token=" + token))) {
            try (RawConnection attacker = RawConnection.to(under.port())) {
                attacker.send(request + "\r\n");
                assertThat(attacker.statusLine()).startsWith("HTTP/1.1 101");
                assertThat(attacker.closeCode()).isEqualTo(4408);
            }
        }
    }

    @Test
    void closesOnAHeaderThatIsNoSingleToken() throws Exception {
        String bearer = "Authorization: Bearer " + TestTokens.tokenOf(ALICE);
        for (String[] headers : new String[][] {
            {bearer, bearer},
            {bearer, "Authorization: Bearer x"},
            {"Authorization: Basic YWxpY2U6cGFybGV5"},
            {"Authorization: Bearer"},
            {"Authorization: Bearer " + TestTokens.forgedTokenOf(ALICE)},
            {"Authorization: Bearer " + TestTokens.expiredTokenOf(ALICE)}
        }) {
            try (RawConnection attacker = RawConnection.stranger(under.port(), headers)) {
                assertThat(attacker.closeCode()).isEqualTo(4401);
            }
        }
    }

    @Test
    void readsWhatWasSentBeforeTheAnswerToTheHandshake() throws Exception {
        String token = TestTokens.tokenOf(ALICE);
        byte[] head = (handshake() + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (RawConnection early = RawConnection.to(under.port())) {
            early.send(head, text("{\"type\":\"authenticate\",\"id\":\"a\",\"data\":{\"token\":\"" + token + "\"}}"));
            assertThat(early.statusLine()).startsWith("HTTP/1.1 101");
            assertThat(early.answer("a").path("type").asString()).isEqualTo("ack");
        }
        try (RawConnection early = RawConnection.to(under.port())) {
            early.send(head, text("nonsense"));
            assertThat(early.statusLine()).startsWith("HTTP/1.1 101");
            assertThat(early.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void survivesAHandshakeThatBreaksOff() throws Exception {
        String whole = handshake();
        for (int cut : new int[] {3, 40, whole.length()}) {
            try (RawConnection attacker = RawConnection.to(under.port())) {
                attacker.send(whole.substring(0, cut));
                attacker.reset();
            }
        }
    }

    // ---- frames ----

    record Attack(String name, int code, byte[]... frames) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Attack> frames() {
        byte[] ping = "{\"type\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);
        Stream<Attack> reserved = Stream.concat(
                IntStream.of(0xC1, 0xA1, 0x91, 0xF1, 0xC0)
                        .mapToObj(first -> new Attack("reserved bits %x".formatted(first), 4400, frame(first, ping))),
                IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
                        .mapToObj(code -> new Attack("opcode " + code, 4400, frame(0x80 | code, new byte[0]))));
        Stream<Attack> closing = Stream.concat(
                IntStream.of(0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535)
                        .mapToObj(code -> new Attack("close " + code, 4400, frame(CLOSE, bytes(code >> 8, code)))),
                Stream.of(
                        new Attack("close with half a code", 4400, frame(CLOSE, bytes(3))),
                        new Attack(
                                "close with a reason that is no text", 4400, frame(CLOSE, bytes(3, 0xE8, 0xC3, 0x28))),
                        new Attack("close", 1000, frame(CLOSE, new byte[0])),
                        new Attack("close 1001", 1001, frame(CLOSE, bytes(3, 0xE9))),
                        new Attack("close 4999", 4999, frame(CLOSE, bytes(0x13, 0x87)))));
        Stream<Attack> others = Stream.of(
                new Attack("not masked", 4400, bytes(TEXT, 2, 'h', 'i')),
                new Attack("binary", 4400, frame(0x82, ping)),
                new Attack("2^63 bytes", 4400, bytes(TEXT, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
                new Attack("2^63 - 1 bytes", 4413, bytes(TEXT, 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0)),
                new Attack("64 KiB and one", 4413, bytes(TEXT, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0)),
                new Attack("length not the shortest, 16 bits", 4400, bytes(TEXT, 0xFE, 0, 5, 0, 0, 0, 0)),
                new Attack(
                        "length not the shortest, 64 bits",
                        4400,
                        bytes(TEXT, 0xFF, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0)),
                new Attack("ping in parts", 4400, frame(0x09, new byte[0])),
                new Attack("close in parts", 4400, frame(0x08, new byte[0])),
                new Attack("ping of 126 bytes", 4400, frame(PING, new byte[126])),
                new Attack("continuation of nothing", 4400, frame(CONTINUED, ping)),
                new Attack("text within a text", 4400, frame(TEXT_BEGUN, bytes('{')), frame(TEXT, ping)),
                new Attack("not UTF-8", 4400, frame(TEXT, bytes(0xC3, 0x28))),
                new Attack("overlong UTF-8", 4400, frame(TEXT, bytes('"', 0xC0, 0xAF, '"'))),
                new Attack("a surrogate as UTF-8", 4400, frame(TEXT, bytes('"', 0xED, 0xA0, 0x80, '"'))),
                new Attack(
                        "not UTF-8 over two parts",
                        4400,
                        frame(TEXT_BEGUN, bytes('"', 0xC3)),
                        frame(CONTINUED, bytes(0x28, '"'))),
                new Attack("empty", 4400, frame(TEXT, new byte[0])),
                new Attack("compressed though not agreed", 4400, frame(0xC1, bytes(0xAA, 0x56, 0x4A, 0, 0))));
        return Stream.of(reserved, closing, others).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void closesWithACode(Attack attack) throws Exception {
        try (RawConnection attacker = alice()) {
            attacker.send(attack.frames());
            assertThat(attacker.closeCode()).isEqualTo(attack.code());
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void closesTheSocketOfAStrangerAsWell(Attack attack) throws Exception {
        try (RawConnection attacker = RawConnection.stranger(under.port())) {
            attacker.send(attack.frames());
            assertThat(attacker.closeCode()).isIn(attack.code(), 4401);
        }
    }

    @Test
    void takesATextWhoseCharactersAreSplit() throws Exception {
        byte[] whole = "{\"type\":\"ping\",\"id\":\"é€😀\"}".getBytes(StandardCharsets.UTF_8);
        try (RawConnection alice = alice()) {
            for (int i = 0; i < whole.length; i++) {
                boolean first = i == 0;
                boolean last = i == whole.length - 1;
                alice.send(frame((first ? TEXT_BEGUN : GOES_ON) | (last ? 0x80 : 0), bytes(whole[i])));
                if (i == 5) {
                    alice.send(frame(PING, bytes('x')));
                }
            }
            assertThat(alice.answer("é€😀").path("type").asString()).isEqualTo("ack");
        }
    }

    @Test
    void takesAFrameThatComesByteByByte() throws Exception {
        try (RawConnection alice = alice()) {
            for (byte each : text("{\"type\":\"ping\",\"id\":\"slow\"}")) {
                alice.send(bytes(each));
            }
            assertThat(alice.answer("slow").path("type").asString()).isEqualTo("ack");
        }
    }

    @Test
    void answersAPingWithItsPayload() throws Exception {
        try (RawConnection alice = alice()) {
            alice.send(frame(PING, new byte[125]));
            assertThat(alice.next()).matches(frame -> frame.first() == PONG && frame.payload().length == 125);
        }
    }

    @Test
    void closesOnAFloodOfAnyKindOfFrame() throws Exception {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(frame(TEXT_BEGUN, bytes('"')));
        for (int i = 0; i < 1_000; i++) {
            parts.writeBytes(frame(GOES_ON, new byte[0]));
        }
        byte[][] floods = {
            repeated(frame(PING, bytes('x'))),
            repeated(frame(PONG, bytes('x'))),
            repeated(text("{\"type\":\"ping\"}")),
            parts.toByteArray()
        };
        for (byte[] flood : floods) {
            try (RawConnection attacker = alice()) {
                attacker.sendAsLongAsItMay(flood, 1);
                assertThat(attacker.closeCode()).isEqualTo(4429);
            }
        }
    }

    private static byte[] repeated(byte[] frame) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    @Test
    void closesOnPartsWithoutEnd() throws Exception {
        try (RawConnection attacker = alice()) {
            attacker.send(frame(TEXT_BEGUN, new byte[1_000]));
            attacker.sendAsLongAsItMay(frame(GOES_ON, new byte[1_000]), 70);
            assertThat(attacker.closeCode()).isEqualTo(4413);
        }
        try (RawConnection stranger = RawConnection.stranger(under.port())) {
            stranger.send(frame(TEXT_BEGUN, new byte[1_000]));
            stranger.sendAsLongAsItMay(frame(GOES_ON, new byte[1_000]), 10);
            assertThat(stranger.closeCode()).isEqualTo(4413);
        }
    }

    @Test
    void letsGoOfAClientThatLeavesWithoutAWord() throws Exception {
        try (RawConnection half = alice();
                RawConnection gone = RawConnection.of(under.port(), TestTokens.tokenOf(BRUNO));
                RawConnection inTheMiddle = RawConnection.of(under.port(), TestTokens.tokenOf(BRUNO))) {
            half.halfClose();
            assertThat(half.closeCode()).isEqualTo(CUT);
            gone.reset();
            inTheMiddle.send(bytes(TEXT, 0xFE, 0x10));
            inTheMiddle.reset();
        }
    }

    @Test
    void hearsNothingMoreAfterItHasClosed() throws Exception {
        try (RawConnection attacker = alice()) {
            attacker.send(text("nonsense"), text("{\"type\":\"ping\",\"id\":\"late\"}"), frame(CLOSE, new byte[0]));
            assertThat(attacker.closeCode()).isEqualTo(4400);
            assertThat(attacker.closeCode()).isEqualTo(CUT);
        }
    }
}
