package dev.parley.gateway;

import static dev.parley.gateway.RawConnection.TEXT;
import static dev.parley.gateway.RawConnection.bytes;
import static dev.parley.gateway.RawConnection.frame;
import static dev.parley.gateway.RawConnection.text;
import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.TestTokens;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `permessage-deflate`: for those who offer it, in large frames only, and never a way to harm.
class CompressionIT {
    private static final String AGREED =
            "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    private static final int COMPRESSED_TEXT = 0xC1;
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

    private static String head(int port, String... headers) throws Exception {
        try (RawConnection client = RawConnection.to(port)) {
            client.send(RawConnection.handshake(headers) + "\r\n");
            return client.head();
        }
    }

    private static RawConnection compressing(String token) throws Exception {
        RawConnection client = RawConnection.stranger(
                under.port(), "Authorization: Bearer " + token, "Sec-WebSocket-Extensions: permessage-deflate");
        client.await("connected");
        return client;
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(plain);
        byte[] buffer = new byte[plain.length + 64];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(buffer, length - 4);
    }

    private static JsonNode inflated(byte[] payload) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        byte[] whole = Arrays.copyOf(payload, payload.length + 4);
        whole[payload.length + 2] = -1;
        whole[payload.length + 3] = -1;
        inflater.setInput(whole);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[65_536];
        for (int count = inflater.inflate(buffer); count > 0; count = inflater.inflate(buffer)) {
            all.write(buffer, 0, count);
        }
        inflater.end();
        return JsonMapper.shared().readTree(all.toByteArray());
    }

    private static byte[] ping(String id) {
        return ("{\"type\":\"ping\",\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    // ---- agreeing ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=\"15\"; client_no_context_takeover",
                "x-webkit-deflate-frame, Permessage-Deflate; client_max_window_bits",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate"
            })
    void agreesToWhatItCanDo(String offer) throws Exception {
        assertThat(head(under.port(), "Sec-WebSocket-Extensions: " + offer))
                .startsWith("HTTP/1.1 101")
                .containsIgnoringCase(AGREED + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-other",
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; unheard_of",
                "permessage-deflate; client_max_window_bits=99",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
                ";;;,,,=",
            })
    void declinesWhatItCannotAndOpensAllTheSame(String offer) throws Exception {
        assertThat(head(under.port(), "Sec-WebSocket-Extensions: " + offer))
                .startsWith("HTTP/1.1 101")
                .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
    }

    // ---- to the client ----

    @Test
    void compressesLargeFramesForThoseWhoAgreed() throws Exception {
        UUID claimId = UUID.randomUUID();
        UUID conversationId = under.gateway.messaging.claim("acme", claimId);
        String large = "Good morning, when will the expert come? ".repeat(200);
        try (RawConnection alice = compressing(TestTokens.tokenOf(ALICE));
                RawConnection aliceAgain = compressing(TestTokens.tokenOf(ALICE));
                TestSocket bruno = under.gateway.socketOf(BRUNO)) {
            for (int seq = 1; seq <= 3; seq++) {
                String body = seq == 2 ? "short" : large + seq;
                under.gateway.publish(under.gateway.message(conversationId, claimId, seq, body, ALICE, BRUNO));
            }
            for (int seq = 1; seq <= 3; seq++) {
                JsonNode plain = bruno.await("new_message");
                for (RawConnection client : new RawConnection[] {alice, aliceAgain}) {
                    RawConnection.Frame got = client.next();
                    assertThat(got.first()).as("frame %d", seq).isEqualTo(seq == 2 ? TEXT : COMPRESSED_TEXT);
                    assertThat(seq == 2 ? got.json() : inflated(got.payload())).isEqualTo(plain);
                    assertThat(got.payload().length).isLessThan(1_000);
                }
            }
        }
    }

    @Test
    void leavesAsItIsWhatDoesNotGetShorter() throws Exception {
        UUID claimId = UUID.randomUUID();
        UUID conversationId = under.gateway.messaging.claim("acme", claimId);
        StringBuilder noise = new StringBuilder();
        new java.util.Random(7).ints(3_000, 0x4E00, 0x9FFF).forEach(noise::appendCodePoint);
        try (RawConnection alice = compressing(TestTokens.tokenOf(ALICE))) {
            under.gateway.publish(under.gateway.message(conversationId, claimId, 1, noise.toString(), ALICE));
            RawConnection.Frame got = alice.next();
            JsonNode json = got.first() == TEXT ? got.json() : inflated(got.payload());
            assertThat(json.at("/data/body").asString()).isEqualTo(noise.toString());
        }
    }

    // ---- from the client ----

    @Test
    void readsWhatAClientCompressed() throws Exception {
        try (RawConnection alice = compressing(TestTokens.tokenOf(ALICE))) {
            alice.send(frame(COMPRESSED_TEXT, deflated(ping("one"))));
            assertThat(alice.answer("one").path("type").asString()).isEqualTo("ack");
            alice.send(text("{\"type\":\"ping\",\"id\":\"plain\"}"));
            assertThat(alice.answer("plain").path("type").asString()).isEqualTo("ack");
            byte[] whole = deflated(ping("parts"));
            alice.send(
                    frame(0x41, Arrays.copyOf(whole, 5)),
                    frame(0x89, bytes('x')),
                    frame(0x80, Arrays.copyOfRange(whole, 5, whole.length)));
            assertThat(alice.answer("parts").path("type").asString()).isEqualTo("ack");
        }
    }

    @Test
    void closesOnABomb() throws Exception {
        byte[] bomb = deflated(("\"" + "x".repeat(5_000_000) + "\"").getBytes(StandardCharsets.US_ASCII));
        assertThat(bomb.length).isLessThan(8_000);
        for (int times = 0; times < 3; times++) {
            try (RawConnection attacker = compressing(TestTokens.tokenOf(ALICE))) {
                attacker.send(frame(COMPRESSED_TEXT, bomb));
                assertThat(attacker.closeCode()).isEqualTo(4413);
            }
        }
        try (RawConnection stranger =
                RawConnection.stranger(under.port(), "Sec-WebSocket-Extensions: permessage-deflate")) {
            stranger.send(frame(
                    COMPRESSED_TEXT, deflated(("\"" + "x".repeat(9_000) + "\"").getBytes(StandardCharsets.US_ASCII))));
            assertThat(stranger.closeCode()).isEqualTo(4413);
        }
    }

    @Test
    void closesOnWhatNoCompressorHasMade() throws Exception {
        byte[] good = deflated(ping("x".repeat(100)));
        byte[][] attacks = {
            frame(COMPRESSED_TEXT, ping("not compressed")),
            frame(COMPRESSED_TEXT, bytes(0xFF, 0xFF, 0xFF, 0xFF)),
            frame(COMPRESSED_TEXT, new byte[0]),
            frame(COMPRESSED_TEXT, Arrays.copyOf(good, good.length / 2)),
            frame(0xA1, good),
            frame(0xF1, good),
            frame(0xC2, good),
            frame(0xC9, bytes('x')),
            frame(0xC8, bytes(3, 0xE8)),
        };
        for (byte[] attack : attacks) {
            try (RawConnection attacker = compressing(TestTokens.tokenOf(ALICE))) {
                attacker.send(attack);
                assertThat(attacker.closeCode())
                        .as(java.util.HexFormat.of().formatHex(attack))
                        .isEqualTo(4400);
            }
        }
        try (RawConnection attacker = compressing(TestTokens.tokenOf(ALICE))) {
            attacker.send(frame(0x01, bytes('{')), frame(0xC0, bytes('}')));
            assertThat(attacker.closeCode()).isEqualTo(4400);
        }
    }
}
