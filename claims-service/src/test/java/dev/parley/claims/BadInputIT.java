package dev.parley.claims;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static dev.parley.testkit.Cast.FELIX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.ServiceTest;
import dev.parley.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/// Every field, id, limit and cursor of every endpoint, each wrong in every way: refused, and nothing is different.
@ServiceTest(database = "claims")
class BadInputIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LONG = "\"" + "x".repeat(12_000) + "\"";
    private static final List<String> NO_TEXT =
            List.of("5", "true", "[]", "{}", "[\"a\"]", LONG, "\"a\\u0000b\"", "\"\\ud800\"", "\"\\u0007\"");

    @Autowired
    Http http;

    @Autowired
    TestDatabase database;

    private UUID draft;
    private UUID claim;
    private UUID appointment;

    @BeforeEach
    void somethingToSpoil() {
        draft = ClaimSteps.draft(http, ALICE);
        claim = ClaimSteps.in("IN_REVIEW", http, ALICE, CHLOE);
        appointment = ClaimSteps.idOf(ClaimSteps.meet(http, CHLOE, claim));
    }

    private record Endpoint(String method, String path, Cast person, Map<String, String> good, List<String> required) {}

    private List<Endpoint> endpoints() {
        Map<String, String> content = ordered(
                "title",
                "\"Flood\"",
                "category",
                "\"DAMAGE\"",
                "description",
                "\"Wet\"",
                "amount",
                "{\"value\":1,\"currency\":\"EUR\"}",
                "attributes",
                "{\"a\":1}");
        Map<String, String> meeting = ordered(
                "startsAt",
                JSON.writeValueAsString(ClaimSteps.inDays(4).toString()),
                "durationMinutes",
                "30",
                "timeZone",
                "\"Europe/Paris\"",
                "place",
                "\"Paris\"",
                "note",
                "\"x\"");
        return List.of(
                new Endpoint("POST", "/claims", ALICE, content, List.of("title", "category")),
                new Endpoint("PATCH", "/claims/" + draft, ALICE, content, List.of()),
                new Endpoint(
                        "PATCH",
                        "/claims/" + claim,
                        CHLOE,
                        ordered("priority", "\"HIGH\"", "tags", "[\"vip\"]"),
                        List.of()),
                new Endpoint("POST", "/claims/" + claim + "/withdraw", ALICE, ordered("reason", "\"x\""), List.of()),
                new Endpoint(
                        "PUT",
                        "/claims/" + claim + "/status",
                        CHLOE,
                        ordered("status", "\"APPROVED\"", "reason", "\"x\""),
                        List.of("status", "reason")),
                new Endpoint(
                        "PUT",
                        "/claims/" + claim + "/assignee",
                        CHLOE,
                        ordered("userId", "\"" + CHLOE.userId() + "\""),
                        List.of("userId")),
                new Endpoint(
                        "POST",
                        "/claims/" + claim + "/appointments",
                        CHLOE,
                        meeting,
                        List.of("startsAt", "durationMinutes", "timeZone", "place")),
                new Endpoint("PATCH", "/appointments/" + appointment, CHLOE, meeting, List.of()),
                new Endpoint(
                        "POST",
                        "/appointments/" + appointment + "/cancel",
                        CHLOE,
                        ordered("reason", "\"x\""),
                        List.of()),
                new Endpoint(
                        "PUT",
                        "/appointments/" + appointment + "/response",
                        ALICE,
                        ordered("response", "\"ACCEPTED\""),
                        List.of("response")));
    }

    private static List<String> wrong(String field) {
        List<String> wrong = new ArrayList<>(NO_TEXT);
        switch (field) {
            case "amount" -> {
                wrong.addAll(List.of(
                        "{\"value\":-1,\"currency\":\"EUR\"}",
                        "{\"value\":1e999,\"currency\":\"EUR\"}",
                        "{\"value\":\"1\",\"currency\":\"EUR\"}",
                        "{\"value\":null,\"currency\":\"EUR\"}",
                        "{\"value\":1}",
                        "{\"value\":1,\"currency\":\"eur\"}",
                        "{\"value\":1,\"currency\":\"EUR\",\"x\":1}"));
            }
            case "attributes" -> {
                wrong.remove("{}");
                wrong.add("{\"a\":\"\\u0000\"}");
                wrong.add("{\"a\":" + LONG + "}");
            }
            case "tags" -> {
                wrong.remove("[]");
                wrong.remove("[\"a\"]");
                wrong.addAll(List.of("[null]", "[\"\"]", "[5]", "[[]]", "[" + LONG + "]", "[\"a\\u0000\"]"));
                wrong.add("[" + "\"a\",".repeat(20) + "\"a\"]");
            }
            case "durationMinutes" -> {
                wrong.remove("5");
                wrong.addAll(List.of("4", "1441", "-1", "0", "30.5", "2147483648", "1e400", "\"30\""));
            }
            case "startsAt" ->
                wrong.addAll(List.of(
                        "\"\"",
                        "\"2020-01-01T00:00:00Z\"",
                        "\"2099-01-01T00:00:00Z\"",
                        "\"2027-01-01T00:00:00\"",
                        "\"2027-02-30T00:00:00Z\"",
                        "\"+999999999-01-01T00:00:00Z\"",
                        "1900000000"));
            case "timeZone" -> wrong.addAll(List.of("\"\"", "\"+02:00\"", "\"Etc/GMT-2\"", "\"Europe/Nowhere\""));
            case "place", "title" -> wrong.addAll(List.of("\"\"", "\"  \""));
            case "status", "response", "category", "priority" ->
                wrong.addAll(List.of("\"\"", "\"nope\"", "\"draft\"", "0"));
            case "userId" -> wrong.addAll(List.of("\"\"", "\"1\"", "\"1-1-1-1-1\"", "\"'; drop table claim; --\""));
            default -> {}
        }
        return wrong;
    }

    @Test
    void refusesEachFieldInEachWrongFormAndChangesNothing() {
        String before = everything();
        int tried = 0;
        for (Endpoint endpoint : endpoints()) {
            for (String field : endpoint.good().keySet()) {
                for (String value : wrong(field)) {
                    assertRefused(endpoint, body(endpoint.good(), field, value));
                    tried++;
                }
            }
            for (String field : endpoint.required()) {
                assertRefused(endpoint, body(endpoint.good(), field, null));
                tried++;
                if (!field.equals("userId")) {
                    assertRefused(endpoint, body(endpoint.good(), field, "null"));
                }
            }
            for (String unknown : List.of("tenant", "id", "version", "createdAt", "nonsense", "conversationId")) {
                assertRefused(endpoint, body(endpoint.good(), unknown, "\"x\""));
                tried++;
            }
            for (String broken : List.of("{", "[]", "\"x\"", "5", "{\"a\":1,\"a\":2}", "[".repeat(60))) {
                assertRefused(endpoint, broken);
            }
            if (endpoint.method().equals("PUT") || endpoint.path().endsWith("appointments")) {
                assertRefused(endpoint, "null");
            }
        }
        assertThat(tried).isGreaterThan(300);
        assertThat(everything()).isEqualTo(before);
    }

    private void assertRefused(Endpoint endpoint, String body) {
        Answer answer = http.as(endpoint.person()).send(endpoint.method(), "/api/v1" + endpoint.path(), body);
        String what = endpoint.method() + endpoint.path() + " " + body.substring(0, Math.min(300, body.length()));
        assertThat(answer.status()).as(what + " → " + answer).isEqualTo(400);
        assertInnocent(what, answer);
    }

    private static void assertInnocent(String what, Answer answer) {
        assertThat(answer.header("Content-Type").orElse("")).as(what).startsWith("application/problem+json");
        assertThat(answer.text())
                .as(what)
                .doesNotContain("Exception", "dev.parley", "tools.jackson", "java.", "select ", "org.");
    }

    @Test
    void refusesEachIdThatIsForeignAbsentOrMalformed() {
        String before = everything();
        UUID absent = UUID.randomUUID();
        for (Endpoint endpoint : endpoints()) {
            String own = endpoint.path().contains(claim.toString())
                    ? claim.toString()
                    : endpoint.path().contains(draft.toString()) ? draft.toString() : appointment.toString();
            if (!endpoint.path().contains(own)) {
                continue;
            }
            String good = body(endpoint.good(), "", null);
            assertId(404, FELIX, endpoint.method(), endpoint.path(), good);
            assertId(404, endpoint.person(), endpoint.method(), endpoint.path().replace(own, absent.toString()), good);
            for (String malformed : List.of("1", "null", "x".repeat(300), "%27--", "9223372036854775808")) {
                String path = endpoint.path().replace(own, malformed);
                assertId(400, endpoint.person(), endpoint.method(), path, good);
            }
        }
        for (String path : List.of(
                "/claims/{}",
                "/claims/{}/timeline",
                "/claims/{}/appointments",
                "/appointments/{}",
                "/appointments/{}.ics")) {
            String own = path.startsWith("/claims") ? claim.toString() : appointment.toString();
            assertId(404, FELIX, "GET", path.replace("{}", own), null);
            assertId(404, ALICE, "GET", path.replace("{}", absent.toString()), null);
            assertId(400, ALICE, "GET", path.replace("{}", "1"), null);
        }
        assertThat(everything()).isEqualTo(before);
    }

    private void assertId(int status, Cast person, String method, String path, String body) {
        Answer answer = http.as(person).send(method, "/api/v1" + path, body);
        String what = method + " " + path;
        assertThat(answer.status()).as(what + " → " + answer).isEqualTo(status);
        assertInnocent(what, answer);
    }

    @Test
    void refusesBadParametersOfEachList() {
        for (String list : List.of("/claims", "/claims/" + claim + "/timeline", "/claims/" + claim + "/appointments")) {
            for (String query : List.of(
                    "limit=0",
                    "limit=-1",
                    "limit=101",
                    "limit=2147483648",
                    "limit=x",
                    "limit=1.5",
                    "cursor=",
                    "cursor=AAAA",
                    "cursor=%00",
                    "cursor=..%2F..%2Fetc",
                    "cursor=" + "A".repeat(4_000))) {
                assertParameter(list + "?" + query);
            }
        }
        for (String query : List.of(
                "status=NOPE",
                "status=DRAFT,nope",
                "status=draft",
                "assigneeId=x",
                "assigneeId=you",
                "customerId=1",
                "sort=title",
                "sort=--createdAt",
                "sort=createdAt,id",
                "sort=created_at;drop",
                "from=yesterday",
                "from=2026-01-01",
                "to=2026-01-01T00:00:00",
                "from=%2B999999999-01-01T00:00:00Z",
                "to=-999999999-01-01T00:00:00Z",
                "q=" + "x".repeat(201),
                "q=%00",
                "q=a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k")) {
            assertParameter("/claims?" + query);
        }
    }

    private void assertParameter(String path) {
        for (Cast person : List.of(ALICE, CHLOE)) {
            Answer answer = http.as(person).get("/api/v1" + path);
            assertThat(answer.status()).as(path + " → " + answer).isEqualTo(400);
            assertInnocent(path, answer);
        }
    }

    @Test
    void refusesAMalformedKey() {
        String before = everything();
        Http keyed = http.as(ALICE).with("Idempotency-Key", "1");
        for (Answer answer : List.of(
                keyed.post("/api/v1/claims", ClaimSteps.LEAK),
                keyed.post("/api/v1/claims/" + draft + "/submit"),
                keyed.post("/api/v1/claims/" + claim + "/withdraw"),
                keyed.post("/api/v1/claims/" + claim + "/appointments", ClaimSteps.meeting()),
                keyed.post("/api/v1/appointments/" + appointment + "/cancel"))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        }
        assertThat(everything()).isEqualTo(before);
    }

    /// A hash of all rows that a request could change.
    private String everything() {
        StringBuilder hashes = new StringBuilder();
        for (String table : List.of("claim", "claim_number", "appointment", "idempotency_key", "person", "journal")) {
            hashes.append(
                    database.rows("select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from "
                                    + table + " t")
                            .getFirst());
        }
        return hashes.toString();
    }

    private static String body(Map<String, String> good, String field, String value) {
        Map<String, String> fields = new LinkedHashMap<>(good);
        if (value == null) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
        List<String> members = new ArrayList<>();
        fields.forEach((name, json) -> members.add("\"" + name + "\":" + json));
        return "{" + String.join(",", members) + "}";
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
