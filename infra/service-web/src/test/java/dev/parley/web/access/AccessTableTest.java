package dev.parley.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

class AccessTableTest {
    private static final String WORDS = """
            asks: {everyone: [CUSTOMER, AGENT, ADMIN], staff: [AGENT, ADMIN]}
            sees: {self: one's own}
            does: {all: whoever sees it}
            endpoints:
            """;

    @RestController
    static class Endpoints {
        Endpoints() {
            throw new IllegalStateException("was constructed");
        }

        @GetMapping({"/api/v1/things/{thing}", "/api/v1/forgotten/{id}"})
        void one() {}

        @RequestMapping("/api/v1/whatever")
        void anything() {}

        @GetMapping("/docs")
        void elsewhere() {}
    }

    @Test
    void readsTheFileOfTheHouse() {
        AccessTable table = AccessTable.read();
        assertThat(table.of("GET", "/api/v1/claims/{claimId}").orElseThrow().sees())
                .isEqualTo("own-or-staff");
        assertThat(table.of("GET", "/api/v1/messages/online-users")
                        .orElseThrow()
                        .asks())
                .containsExactlyInAnyOrder(Role.AGENT, Role.ADMIN);
        assertThat(table.of("PATCH", "/api/v1/admin/**").orElseThrow().asks()).containsExactly(Role.ADMIN);
        assertThat(table.of("DELETE", "/api/v1/claims/{id}")).isEmpty();
    }

    @Test
    void namesTheEndpointsWithoutARow() {
        AccessTable table = AccessTable.parse(WORDS + "  GET /api/v1/things/{id}: [everyone, self, all, look]");
        var mapped = MappedEndpoints.in("dev.parley.web.access").keySet();
        assertThat(table.without(mapped)).containsExactly("ANY /api/v1/whatever", "GET /api/v1/forgotten/{id}");
    }

    @Test
    void takesHeadForGetAndAnyForWhatHasNoRow() {
        AccessTable table = AccessTable.parse(WORDS + """
                  GET /api/v1/things/{id}: [everyone, self, all, look]
                  ANY /api/v1/things/{id}: [staff, self, all, the rest]
                """);
        assertThat(table.of("HEAD", "/api/v1/things/{x}").orElseThrow().act()).isEqualTo("look");
        assertThat(table.of("PUT", "/api/v1/things/{x}").orElseThrow().act()).isEqualTo("the rest");
    }

    @Test
    void refusesRowsThatDoNotMeanAnything() {
        assertThatThrownBy(() -> AccessTable.parse(WORDS + "  GET /api/v1/x: [nobody, self, all, look]"))
                .hasMessageContaining("nobody in column asks");
        assertThatThrownBy(() -> AccessTable.parse(WORDS + "  GET /api/v1/x: [staff, moon, all, look]"))
                .hasMessageContaining("moon in column sees");
        assertThatThrownBy(() -> AccessTable.parse(WORDS + "  GET /api/v1/x: [staff, self, all]"))
                .hasMessageContaining("GET /api/v1/x needs");
        assertThatThrownBy(() -> AccessTable.parse(WORDS + """
                          GET /api/v1/x/{a}: [staff, self, all, look]
                          GET  /api/v1/x/{b}: [staff, self, all, look]
                        """)).hasMessageContaining("two rows");
    }
}
