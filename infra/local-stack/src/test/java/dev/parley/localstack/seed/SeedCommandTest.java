package dev.parley.localstack.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.localstack.seed.ParleyStandIn.Asked;
import dev.parley.localstack.stack.StackProblem;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SeedCommandTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final int CLAIMS = 30;

    @Test
    void makesADayAndAddsNothingWhenRepeated() throws Exception {
        try (var parley = new ParleyStandIn()) {
            int messages = seed(parley.address());
            List<Asked> first = parley.takeAsked();
            assertThat(parley.statuses()).hasSize(CLAIMS).containsAll(DemoClaim.STATUSES);
            assertThat(first).noneMatch(Asked::replayed);
            for (String path : List.of(
                    "/api/v1/canned-replies",
                    "/api/v1/conversations",
                    "/api/v1/conversations/.*/read",
                    "/api/v1/messages/.*/reactions/.*",
                    "/api/v1/claims/.*/assignee",
                    "/api/v1/claims/.*/appointments",
                    "/api/v1/appointments/.*/response",
                    "/api/v1/appointments/.*/cancel")) {
                assertThat(first).as(path).anyMatch(asked -> asked.path().matches(path));
            }
            assertThat(first).anyMatch(asked -> asked.is("PATCH", "/api/v1/messages/.*"));
            assertThat(first).anyMatch(asked -> asked.is("DELETE", "/api/v1/messages/.*"));
            List<String> statuses = parley.statuses();

            assertThat(seed(parley.address())).isEqualTo(messages);

            List<Asked> second = parley.takeAsked();
            assertThat(second)
                    .filteredOn(asked -> asked.key() != null)
                    .isNotEmpty()
                    .allMatch(Asked::replayed);
            assertThat(second).noneMatch(asked -> asked.is("PUT", "/api/v1/claims/.*/status"));
            assertThat(parley.statuses()).isEqualTo(statuses);
            assertThat(bodies(second, "POST", "/api/v1/messages")).isEqualTo(bodies(first, "POST", "/api/v1/messages"));
        }
    }

    @Test
    void takesUpAClaimWhereAKilledRunLeftIt() throws Exception {
        DemoClaim closed = DemoClaim.of(1, 4);
        assertThat(closed.status()).isEqualTo("CLOSED");
        try (var parley = new ParleyStandIn()) {
            var client = new ParleyClient(parley.address());
            var steps = new ClaimSteps(client, new SeedPeople(client), TODAY, closed);
            steps.run();
            String id = parley.takeAsked().stream()
                    .filter(asked -> asked.is("PUT", "/api/v1/claims/.*/status"))
                    .findFirst()
                    .orElseThrow()
                    .path()
                    .split("/", -1)[4];
            client.send("PUT", "/api/v1/claims/" + id + "/status", null, null, Map.of("status", "IN_REVIEW"));
            parley.takeAsked();
            steps.run();
            assertThat(parley.takeAsked())
                    .filteredOn(asked -> asked.is("PUT", "/api/v1/claims/.*/status"))
                    .extracting(asked -> asked.body().get("status").asString())
                    .containsExactly("APPROVED", "CLOSED");
        }
    }

    @Test
    void saysInOneSentenceWhatWasRefused() throws IOException {
        try (var parley = new ParleyStandIn()) {
            parley.refuse("/api/v1/claims/.*/assignee");
            assertThatThrownBy(() -> seed(parley.address()))
                    .isInstanceOf(StackProblem.class)
                    .hasMessageMatching("Parley answered 403 to PUT /api/v1/claims/.*/assignee: .*Forbidden.*");
        }
    }

    @Test
    void saysThatNobodyAnswers() {
        assertThatThrownBy(() -> seed(URI.create("http://127.0.0.1:9")))
                .isInstanceOf(StackProblem.class)
                .hasMessageContaining("is it up?");
    }

    private static int seed(URI address) throws InterruptedException {
        return SeedCommand.seed(address, CLAIMS, 1, TODAY, new Progress(CLAIMS, "claims"));
    }

    private static List<String> bodies(List<Asked> all, String method, String path) {
        return all.stream()
                .filter(asked -> asked.is(method, path))
                .map(asked -> Objects.requireNonNull(asked.key()) + asked.body())
                .sorted()
                .toList();
    }
}
