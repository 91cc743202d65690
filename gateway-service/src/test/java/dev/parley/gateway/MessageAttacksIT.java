package dev.parley.gateway;

import static dev.parley.gateway.RawConnection.text;
import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.BRUNO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Messages that no honest client sends. What is no frame ends the socket with 4400 or 4413; what is one, but asks for
/// something that cannot be, gets one `error` and the socket goes on.
class MessageAttacksIT {
    private static final String ID = "0190a5c0-7b3c-7d11-8a51-000000000001";

    /// Values of every wrong type, and of the right type beyond all bounds.
    private static final List<String> WRONG = List.of(
            "null",
            "true",
            "-1",
            "0.5",
            "1e999",
            "-1e999",
            "9223372036854775808",
            "\"\"",
            "\"x\"",
            "\"1-1-1-1-1\"",
            "\"../../admin\"",
            "\"' or 1=1 --\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "[]",
            "[null]",
            "[\"\\ud800\"]",
            "{}",
            "{\"" + ID + "\":null}",
            "{\"" + ID + "\":\"\\ud800\"}",
            "{\"" + ID + "\":{\"seq\":\"\\ud800\"}}");

    private static UnderAttack under;

    @BeforeAll
    static void start() {
        under = new UnderAttack();
    }

    @AfterAll
    static void stop() {
        under.close();
    }

    @BeforeEach
    void conversation() {
        under.gateway.messaging.claim("globex", UUID.fromString(ID));
    }

    @AfterEach
    void check() {
        under.assertUnharmed();
    }

    private RawConnection alice() throws Exception {
        return RawConnection.of(under.port(), TestTokens.tokenOf(ALICE));
    }

    static Stream<String> noFrames() {
        return Stream.of(
                "nonsense",
                " ",
                "[]",
                "[{\"type\":\"ping\"}]",
                "\"ping\"",
                "1",
                "null",
                "true",
                "{",
                "{}",
                "{\"type\":null}",
                "{\"type\":1}",
                "{\"type\":[]}",
                "{\"type\":\"" + "x".repeat(65) + "\"}",
                "{\"type\":\"ping\",\"id\":{}}",
                "{\"type\":\"ping\",\"id\":1.5}",
                "{\"type\":\"ping\",\"id\":1e999}",
                "{\"type\":\"ping\",\"id\":true}",
                "{\"type\":\"ping\",\"id\":\"" + "x".repeat(129) + "\"}",
                "{\"type\":\"ping\",\"id\":\"" + "x".repeat(60_000) + "\"}",
                "{\"type\":\"ping\",\"id\":" + "9".repeat(101) + "}",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "{\"type\":\"ping\",\"data\":{\"a\":1,\"a\":2}}",
                "{\"type\":\"ping\",\"data\":" + "{\"a\":".repeat(60) + "1" + "}".repeat(60) + "}",
                "{\"type\":\"ping\",\"data\":" + "[".repeat(5_000),
                "{\"type\":\"ping\"}{\"type\":\"ping\"}",
                "{\"type\":\"ping\"} x",
                "{type:\"ping\"}",
                "{'type':'ping'}",
                "{\"type\":\"ping\",}",
                "{\"type\":\"ping\",\"data\":{\"x\":NaN}}",
                "{\"type\":\"ping\",\"data\":{\"x\":01}}",
                "{\"type\":\"ping\",\"data\":{\"x\":\"\u0000\"}}",
                "/* */{\"type\":\"ping\"}",
                "{\"type\":\"ping\",\"data\":{\"\\ud800\":1}}",
                "\ufeff{\"type\":\"pin");
    }

    @ParameterizedTest
    @MethodSource("noFrames")
    void closesOnWhatIsNoFrame(String message) throws Exception {
        try (RawConnection attacker = alice()) {
            attacker.send(text(message));
            assertThat(attacker.closeCode()).isEqualTo(4400);
        }
        try (RawConnection stranger = RawConnection.stranger(under.port())) {
            stranger.send(text(message));
            assertThat(stranger.closeCode()).isIn(4400, 4413);
        }
    }

    @Test
    void closesOnAnIdThatFillsMoreThanAFrame() throws Exception {
        try (RawConnection attacker = alice()) {
            attacker.send(text("{\"type\":\"ping\",\"id\":\"" + "x".repeat(65_536) + "\"}"));
            assertThat(attacker.closeCode()).isEqualTo(4413);
        }
    }

    @Test
    void hearsNothingBeforeSomebodyIsSomebody() throws Exception {
        for (String type : types()) {
            if (type.equals("authenticate")) {
                continue;
            }
            try (RawConnection stranger = RawConnection.stranger(under.port())) {
                stranger.send(text("{\"type\":\"" + type + "\",\"data\":{}}"));
                assertThat(stranger.closeCode()).as(type).isEqualTo(4401);
            }
        }
        for (String token : WRONG) {
            try (RawConnection stranger = RawConnection.stranger(under.port())) {
                stranger.send(text("{\"type\":\"authenticate\",\"id\":\"a\",\"data\":{\"token\":" + token + "}}"));
                assertThat(stranger.answer("a").path("type").asString())
                        .as(token)
                        .isEqualTo("error");
                assertThat(stranger.closeCode()).isEqualTo(4401);
            }
        }
    }

    /// Every field that the document names, of every frame.
    static List<String> fields() {
        List<String> fields = new ArrayList<>();
        for (String type : types()) {
            DocumentedMessages.document()
                    .at("/components/messages/client." + type + "/payload/properties/data/properties")
                    .propertyNames()
                    .forEach(field -> fields.add(type + " " + field));
        }
        return fields;
    }

    private static List<String> types() {
        return DocumentedMessages.document().at("/components/messages").propertyNames().stream()
                .filter(name -> name.startsWith("client."))
                .map(name -> name.substring("client.".length()))
                .toList();
    }

    /// The gateway refuses what it has to understand itself; the rest it hands on to the service, which knows better.
    @ParameterizedTest
    @MethodSource("fields")
    void answersOnceWhateverAFieldHolds(String attacked) throws Exception {
        String type = attacked.split(" ")[0];
        String field = attacked.split(" ")[1];
        try (RawConnection attacker = alice()) {
            int number = 0;
            for (String value : WRONG) {
                String id = "w" + number++;
                attacker.send(text("{\"type\":\"" + type + "\",\"id\":\"" + id + "\",\"data\":{" + others(type, field)
                        + "\"" + field + "\":" + value + "}}"));
                JsonNode answer = attacker.answer(id);
                if (isUnderstoodHere(type, field) && !value.startsWith("{") && !value.equals("[]")) {
                    assertThat(answer.path("type").asString())
                            .as("%s: %s to %s", attacked, value, answer)
                            .isEqualTo("error");
                }
                if (answer.path("type").asString().equals("error")) {
                    assertThat(DocumentedMessages.breaches("server.error", answer))
                            .isEmpty();
                    assertThat(answer.toString()).doesNotContain("Exception").doesNotContain("dev.parley");
                }
            }
            attacker.send(text("{\"type\":\"ping\",\"id\":\"end\"}"));
            assertThat(attacker.answer("end").path("type").asString()).isEqualTo("ack");
        }
    }

    private static boolean isUnderstoodHere(String type, String field) {
        return !type.equals("send_message") && field.matches("conversationId|claimId|messageId|userIds|token|cursors");
    }

    /// So that the attacked field decides.
    private static String others(String type, String attacked) {
        if (attacked.matches("conversationId|claimId|messageId|userIds|token|cursors")) {
            return "";
        }
        return type.equals("send_message") || type.startsWith("join") || type.startsWith("conversation")
                ? "\"conversationId\":\"" + ID + "\","
                : "";
    }

    @Test
    void answersAnUnknownTypeAndDataThatIsNone() throws Exception {
        try (RawConnection attacker = alice()) {
            attacker.send(text("{\"type\":\"dance\",\"id\":\"1\",\"data\":{}}"));
            assertThat(attacker.answer("1").at("/data/type").asString()).isEqualTo("/problems/unknown-frame-type");
            attacker.send(text("{\"type\":\"\",\"id\":\"2\"}"));
            assertThat(attacker.answer("2").at("/data/type").asString()).isEqualTo("/problems/unknown-frame-type");
            for (String data : List.of("[]", "1", "\"x\"", "true")) {
                attacker.send(text("{\"type\":\"ping\",\"id\":\"d\",\"data\":" + data + "}"));
                assertThat(attacker.answer("d").at("/data/type").asString()).isEqualTo("/problems/invalid-input");
            }
        }
    }

    @Test
    void echoesEveryIdThatItTakes() throws Exception {
        try (RawConnection attacker = alice()) {
            for (String id : List.of("9223372036854775808", "-1", "0")) {
                attacker.send(text("{\"type\":\"ping\",\"id\":" + id + "}"));
                assertThat(attacker.await("ack").path("id").toString()).isEqualTo(id);
            }
            for (String id : List.of("", "\\u0000", "\\\"},{\\\"type\\\":\\\"x", "</script>", "\\u202e", "😀")) {
                attacker.send(text("{\"type\":\"ping\",\"id\":\"" + id + "\"}"));
                JsonNode sent = tools.jackson.databind.json.JsonMapper.shared().readTree("\"" + id + "\"");
                assertThat(attacker.await("ack").path("id")).isEqualTo(sent);
            }
            attacker.send(text("{\"type\":\"ping\",\"id\":\"\\ud800\"}"));
            assertThat(attacker.closeCode()).as("an id that is no text").isEqualTo(4400);
        }
    }

    @Test
    void showsNothingOfAnotherTenant() throws Exception {
        try (RawConnection attacker = alice()) {
            attacker.send(text("{\"type\":\"join_claim\",\"id\":\"1\",\"data\":{\"claimId\":\"" + ID + "\"}}"));
            JsonNode foreign = attacker.answer("1");
            attacker.send(text(
                    "{\"type\":\"join_claim\",\"id\":\"1\",\"data\":{\"claimId\":\"" + UUID.randomUUID() + "\"}}"));
            JsonNode missing = attacker.answer("1");
            assertThat(foreign).isEqualTo(missing);
            assertThat(foreign.at("/data/type").asString()).isEqualTo("/problems/not-found");
            for (String type : List.of("typing_start", "typing_stop")) {
                attacker.send(text("{\"type\":\"" + type + "\",\"id\":\"1\",\"data\":{\"claimId\":\"" + ID + "\"}}"));
                assertThat(attacker.answer("1").at("/data/type").asString()).isEqualTo("/problems/not-joined");
            }
        }
    }

    @Test
    void staysWithTheUserWhoOpenedIt() throws Exception {
        try (RawConnection attacker = alice()) {
            attacker.send(text("{\"type\":\"authenticate\",\"id\":\"1\",\"data\":{\"token\":\""
                    + TestTokens.tokenOf(BRUNO) + "\"}}"));
            assertThat(attacker.answer("1").at("/data/type").asString()).isEqualTo("/problems/other-user");
            attacker.send(text("{\"type\":\"authenticate\",\"id\":\"2\",\"data\":{\"token\":\"x\"}}"));
            assertThat(attacker.answer("2").at("/data/type").asString()).isEqualTo("/problems/not-authenticated");
            attacker.send(text("{\"type\":\"ping\",\"id\":\"3\"}"));
            assertThat(attacker.answer("3").path("type").asString()).isEqualTo("ack");
        }
    }
}
