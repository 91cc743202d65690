package dev.parley.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.conformance.PlantedService.Reply;
import dev.parley.testkit.conformance.PlantedService.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BadInputTest {
    private static final Map<String, Object> VALID = Map.of("title", "Window");
    private static final Reply REFUSED = new Reply(400, "{\"status\": 400}");

    private final AtomicInteger changes = new AtomicInteger();

    /// Takes the valid body and refuses everything else.
    private Reply right(Request request) {
        if (request.body().equals("{\"title\":\"Window\"}")) {
            changes.incrementAndGet();
            return new Reply(201, "{}");
        }
        boolean plainList = request.path().endsWith("?limit=") || request.path().endsWith("?limit=1");
        return plainList ? new Reply(200, "{\"items\": [], \"nextCursor\": \"bmV4dA\"}") : REFUSED;
    }

    private void send(Function<Request, Reply> behaviour) {
        try (var service = new PlantedService(behaviour)) {
            BadInput.to(service.http(), changes::toString)
                    .body("POST", "/api/v1/things", VALID, Map.of("title", 200))
                    .ids("GET", "/api/v1/things/{id}", List.of())
                    .list("/api/v1/things")
                    .done();
        }
    }

    /// The right service, but for one kind of request.
    private Function<Request, Reply> wrongFor(String part, Reply reply) {
        return request -> (request.path() + request.body()).contains(part) ? reply : right(request);
    }

    @Test
    void isContentWithAServiceThatRefusesWell() {
        assertThatCode(() -> send(this::right)).doesNotThrowAnyException();
    }

    @Test
    void namesWhatWasAcceptedAndShouldNotBe() {
        Reply accepted = new Reply(201, "{}");
        assertThatThrownBy(() -> send(wrongFor("\\u0000", accepted)))
                .hasMessageContaining("title with NUL: was accepted");
        assertThatThrownBy(() -> send(wrongFor("\\ud800", accepted)))
                .hasMessageContaining("title with half a character");
        assertThatThrownBy(() -> send(wrongFor("nobodyKnows", accepted))).hasMessageContaining("extra nobodyKnows");
        assertThatThrownBy(() -> send(wrongFor("éééé", accepted))).hasMessageContaining("title too long");
        assertThatThrownBy(() -> send(wrongFor("\"title\":\"Window\",\"title\"", accepted)))
                .hasMessageContaining("title twice");
        assertThatThrownBy(() -> send(wrongFor("limit=101", accepted))).hasMessageContaining("limit=101, limit: was");
        assertThatThrownBy(() -> send(wrongFor("cursor=bmV4dAA", accepted)))
                .hasMessageContaining("cursor: was accepted");
    }

    @Test
    void namesAnAnswerThatIsOursToBlameForOrSaysTooMuch() {
        assertThatThrownBy(() -> send(wrongFor("[[[[", new Reply(500, "{}")))).hasMessageContaining("nested deep: 500");
        assertThatThrownBy(() -> send(wrongFor("not-a-uuid", new Reply(400, "java.lang.IllegalArgument"))))
                .hasMessageContaining("not-a-uuid, id: names something internal");
    }

    @Test
    void noticesARefusalThatChangedSomething() {
        assertThatThrownBy(() -> send(request -> {
                    if (request.body().equals("{}")) {
                        changes.incrementAndGet();
                    }
                    return right(request);
                }))
                .hasMessageContaining("title missing: was refused and changed something");
    }

    @Test
    void wantsTheGoodRequestToWorkAfterwards() {
        assertThatThrownBy(() -> send(_ -> REFUSED)).hasMessageContaining("the good request after the bad ones");
    }
}
