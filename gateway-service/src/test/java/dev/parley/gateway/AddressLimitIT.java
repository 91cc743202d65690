package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// One address has a bounded number of sockets, whether or not anybody has signed in on them.
class AddressLimitIT {
    @Test
    void refusesOneSocketTooManyFromOneAddress() throws IOException {
        List<RawSocket.Asked> open = new ArrayList<>();
        try (RunningGateway gateway =
                new RunningGateway("gateway.sockets.per-address=2", "PARLEY_TRUSTED_PROXIES=127.0.0.1")) {
            for (int i = 0; i < 2; i++) {
                open.add(RawSocket.behindProxy(gateway.port(), "198.51.100.9, 203.0.113.7"));
                assertThat(open.getLast().head()).startsWith("HTTP/1.1 101");
            }
            try (RawSocket.Asked refused = RawSocket.behindProxy(gateway.port(), "198.51.100.8, 203.0.113.7")) {
                assertThat(refused.head())
                        .startsWith("HTTP/1.1 429")
                        .containsIgnoringCase("retry-after: 10")
                        .containsIgnoringCase("application/problem+json");
                byte[] body = new byte[200];
                int length = refused.connection().getInputStream().read(body);
                assertThat(new String(body, 0, length, java.nio.charset.StandardCharsets.UTF_8))
                        .contains("/problems/too-many-requests");
            }
            try (RawSocket.Asked other = RawSocket.behindProxy(gateway.port(), "203.0.113.8")) {
                assertThat(other.head()).startsWith("HTTP/1.1 101");
            }
            open.removeLast().close();
            Awaitility.await("the place of the one that left").untilAsserted(() -> {
                try (RawSocket.Asked next = RawSocket.behindProxy(gateway.port(), "203.0.113.7")) {
                    assertThat(next.head()).startsWith("HTTP/1.1 101");
                }
            });
        } finally {
            for (RawSocket.Asked each : open) {
                each.close();
            }
        }
    }
}
