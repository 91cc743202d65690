package dev.parley.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import dev.parley.testkit.Cast;
import dev.parley.testkit.conformance.PlantedService.Reply;
import dev.parley.testkit.conformance.PlantedService.Request;
import java.text.ParseException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoleMatrixTest {
    private static final UUID THING = UUID.randomUUID();
    private static final String PATH = "/api/v1/things/{id}";
    private static final Reply UNKNOWN = new Reply(404, "{\"status\": 404}");

    private static boolean by(Cast who, Request request) {
        return request.token()
                .map(RoleMatrixTest::subjectOf)
                .filter(who.userId().toString()::equals)
                .isPresent();
    }

    private static String subjectOf(String header) {
        try {
            return SignedJWT.parse(header.replace("Bearer ", ""))
                    .getJWTClaimsSet()
                    .getSubject();
        } catch (ParseException e) {
            throw new IllegalArgumentException(header, e);
        }
    }

    /// Alice's thing, seen by her and the staff of her tenant.
    private static Reply right(Request request) {
        if (request.token().isEmpty()) {
            return new Reply(401, "{\"status\": 401}");
        }
        boolean sees = by(Cast.ALICE, request) || by(Cast.CHLOE, request) || by(Cast.DIANE, request);
        return sees && request.path().endsWith(THING.toString()) ? new Reply(200, "{}") : UNKNOWN;
    }

    private static void look(PlantedService service) {
        RoleMatrix matrix = RoleMatrix.of(service.http());
        matrix.call("GET", PATH, () -> THING).answers(200, 404, 200, 200, 404, 404, 404, 401);
        matrix.done("dev.parley.nowhere");
    }

    @Test
    void isContentWithAServiceThatTellsNobodyTooMuch() {
        try (var service = new PlantedService(RoleMatrixTest::right)) {
            assertThatCode(() -> look(service)).doesNotThrowAnyException();
        }
    }

    @Test
    void namesWhoSeesTooMuch() {
        try (var service =
                new PlantedService(request -> by(Cast.FELIX, request) ? new Reply(200, "{}") : right(request))) {
            assertThatThrownBy(() -> look(service))
                    .hasMessageContaining("FOREIGN_AGENT GET " + PATH + " is answered 200");
        }
    }

    @Test
    void noticesThatHiddenAndUnknownDiffer() {
        try (var service = new PlantedService(
                request -> by(Cast.BRUNO, request) && request.path().contains(THING.toString())
                        ? new Reply(404, "{\"status\": 404, \"detail\": \"" + THING + "\"}")
                        : right(request))) {
            assertThatThrownBy(() -> look(service)).hasMessageContaining("OTHER_CUSTOMER GET " + PATH + " can be told");
        }
    }

    @Test
    void noticesARefusalThatIsNoProblem() {
        try (var service =
                new PlantedService(request -> request.token().isEmpty() ? new Reply(401, "<html>") : right(request))) {
            assertThatThrownBy(() -> look(service)).hasMessageContaining("NOBODY GET " + PATH + " is refused without");
        }
    }

    @Test
    void noticesAnEndpointThatWasNeverCalled() {
        try (var service = new PlantedService(RoleMatrixTest::right)) {
            assertThatThrownBy(() -> RoleMatrix.of(service.http()).done("dev.parley.testkit.badservice"))
                    .hasMessageContaining("GET /api/v1/surprise was never called");
        }
    }
}
