package dev.parley.presence.online;

import static dev.parley.testkit.Cast.ALICE;
import static dev.parley.testkit.Cast.CHLOE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Http;
import dev.parley.testkit.Http.Answer;
import dev.parley.testkit.ServiceTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The limit per person, turned on in a real service.
@ServiceTest(
        database = "presence",
        properties = {
            "web.limit.enabled=true",
            "web.limit.endpoints=GET /api/v1/presence",
            "web.limit.customer-burst=2",
            "web.limit.customer-pause=1h"
        })
class PersonalLimitIT {
    private static final String PRESENCE = "/api/v1/presence?userIds=" + UUID.randomUUID();

    @Autowired
    private Http http;

    @Test
    void refusesWhoGoesTooFastAndNobodyElse() {
        for (int i = 0; i < 2; i++) {
            assertThat(http.as(ALICE).get(PRESENCE).status()).isEqualTo(200);
        }
        Answer refused = http.as(ALICE).get(PRESENCE);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(Long.parseLong(refused.header("Retry-After").orElseThrow())).isBetween(1L, 3_600L);
        assertThat(http.as(CHLOE).get(PRESENCE).status()).isEqualTo(200);
    }
}
