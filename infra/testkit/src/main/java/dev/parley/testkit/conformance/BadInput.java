package dev.parley.testkit.conformance;

import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Sends what nobody should send, and wants each time: no 5xx, an answer within two seconds, nothing
/// internal in it, and where it was refused the state as it was.
///
/// ```java
/// BadInput.to(http.as(ALICE), database::digest)
///         .body("POST", "/api/v1/claims", Map.of("title", "Window", "category", "DAMAGE"), Map.of("title", 200))
///         .ids("GET", "/api/v1/claims/{id}", List.of(claimOfBruno))
///         .list("/api/v1/claims")
///         .done();
/// ```
/// An endpoint that says it is not built (501 `not-implemented`) counts as refusing.
public final class BadInput {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern INTERNAL = Pattern.compile(
            "Exception|dev\\.parley|\\borg\\.[a-z]|\\bjava\\.|tools\\.jackson|(?i)\\bselect\\s|at line|Tomcat|Hikari|SQL");

    private final Http http;
    private final Supplier<String> state;
    private final List<String> wrong = new ArrayList<>();
    private String before;

    private BadInput(Http http, Supplier<String> state) {
        this.http = http;
        this.state = state;
        this.before = state.get();
    }

    /// @param http as somebody who may call the endpoints
    /// @param state a digest of everything that a refusal must not change
    public static BadInput to(Http http, Supplier<String> state) {
        return new BadInput(http, state);
    }

    /// Each field of the body: of another type, null, missing, too long, doubled, with what text may not contain; and
    /// bodies that are wrong as a whole.
    ///
    /// @param valid a body that is accepted; it is sent last, and has to be
    /// @param longest the limits of its text fields in characters
    public BadInput body(String method, String path, Map<String, ?> valid, Map<String, Integer> longest) {
        for (MalformedBodies.Case each : MalformedBodies.of(valid, longest)) {
            send(method, path, each.body(), each.name(), each.mustBeRefused());
        }
        Answer good = http.send(method, path, valid);
        if (good.status() >= 400 && !isNotBuilt(good)) {
            wrong.add(method + " " + path + ", the good request after the bad ones: " + good);
        }
        before = state.get();
        return this;
    }

    /// @param template with the id as `{id}`, in the path or in the query
    /// @param foreign ids of what the caller may not see
    public BadInput ids(String method, String template, List<?> foreign) {
        List<String> ids = new ArrayList<>(List.of(
                "01930000-0000-7000-8000-0123456789ab",
                "00000000-0000-0000-0000-000000000000",
                "not-a-uuid",
                "1-1-1-1-1",
                "9223372036854775808",
                "-1",
                "null",
                "%00",
                "..%2F..%2Fetc%2Fpasswd",
                "%2e%2e",
                "%27%20or%20%271%27=%271",
                "1;drop%20table%20person",
                "%F0%9F%92%A9",
                "%C3%28",
                "a".repeat(4_000)));
        foreign.forEach(id -> ids.add(id.toString()));
        for (String id : ids) {
            String path = template.replaceAll("\\{[^/}]*}", id);
            send(method, path, null, "id", true);
        }
        return this;
    }

    /// @param path of a list, perhaps with parameters
    public BadInput list(String path) {
        String next = path + (path.contains("?") ? "&" : "?");
        for (String limit : List.of("-1", "0", "101", "2147483648", "9223372036854775808", "ten", "1.5", "%00")) {
            send("GET", next + "limit=" + limit, null, "limit", true);
        }
        send("GET", next + "limit=", null, "limit", false);
        List<String> cursors = new ArrayList<>(List.of(
                "forged",
                "AAAA",
                "A".repeat(64),
                "A".repeat(4_000),
                "%00",
                "%27%20or%201=1",
                "..%2F..",
                "%F0%9F%92%A9"));
        String given = http.get(next + "limit=1").json().path("nextCursor").asString("");
        if (!given.isEmpty()) {
            cursors.add(given + "A");
            cursors.add(given.substring(1));
            cursors.add((given.startsWith("A") ? "B" : "A") + given.substring(1));
        }
        for (String cursor : cursors) {
            send("GET", next + "cursor=" + cursor, null, "cursor", true);
        }
        return this;
    }

    /// Query parameters with values that must be refused.
    public BadInput parameters(String path, Map<String, List<String>> values) {
        String next = path + (path.contains("?") ? "&" : "?");
        values.forEach((name, all) -> all.forEach(value -> send("GET", next + name + "=" + value, null, name, true)));
        return this;
    }

    public void done() {
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }

    private void send(String method, String path, @Nullable String body, String name, boolean mustBeRefused) {
        String shown = method + " " + shortened(path) + ", " + name + ": ";
        long began = System.nanoTime();
        Answer answer;
        try {
            answer = http.send(method, path, body);
        } catch (UncheckedIOException e) {
            wrong.add(
                    shown + (e.getCause() instanceof HttpTimeoutException ? "no answer" : "no HTTP: " + e.getCause()));
            return;
        }
        if (Duration.ofNanos(System.nanoTime() - began).compareTo(PATIENCE) > 0) {
            wrong.add(shown + "took longer than " + PATIENCE);
        }
        if (answer.status() >= 500 && !isNotBuilt(answer)) {
            wrong.add(shown + shortened(answer.toString()));
        }
        if (mustBeRefused && answer.status() < 400) {
            wrong.add(shown + "was accepted, " + shortened(answer.toString()));
        }
        if (INTERNAL.matcher(answer.text()).find()) {
            wrong.add(shown + "names something internal, " + shortened(answer.toString()));
        }
        String after = state.get();
        if (answer.status() >= 400 && !after.equals(before)) {
            wrong.add(shown + "was refused and changed something, " + shortened(answer.toString()));
        }
        before = after;
    }

    private static boolean isNotBuilt(Answer answer) {
        return answer.status() == 501 && answer.problem().equals("not-implemented");
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }
}
