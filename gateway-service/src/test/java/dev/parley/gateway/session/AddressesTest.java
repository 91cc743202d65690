package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final SocketAddress PROXY = new InetSocketAddress("10.0.0.1", 4711);
    private final Addresses addresses = new Addresses(2, Set.of("10.0.0.1", "10.0.0.2"));

    private static SocketAddress from(String address) {
        return new InetSocketAddress(address, 4711);
    }

    @Test
    void countsWhoConnectsItself() {
        assertThat(addresses.of(from("203.0.113.7"), List.of("198.51.100.1"))).isEqualTo("203.0.113.7");
    }

    @Test
    void countsNeitherThisMachineNorATrustedProxy() {
        assertThat(addresses.of(from("127.0.0.1"), List.of())).isNull();
        assertThat(addresses.of(from("::1"), List.of())).isNull();
        assertThat(addresses.of(PROXY, List.of())).isNull();
        assertThat(addresses.of(PROXY, List.of("127.0.0.1"))).isNull();
    }

    @Test
    void believesATrustedProxyAndNobodyInFrontOfIt() {
        assertThat(addresses.of(PROXY, List.of("203.0.113.7"))).isEqualTo("203.0.113.7");
        assertThat(addresses.of(PROXY, List.of("127.0.0.1, 203.0.113.7, 10.0.0.2")))
                .as("what the client claims stands further left")
                .isEqualTo("203.0.113.7");
        assertThat(addresses.of(PROXY, List.of("198.51.100.1", "203.0.113.7, 10.0.0.2")))
                .isEqualTo("203.0.113.7");
        assertThat(addresses.of(PROXY, List.of("203.0.113.7:5555"))).isEqualTo("203.0.113.7");
        assertThat(addresses.of(PROXY, List.of("203.0.113.7, somebody")))
                .as("never asks for a name")
                .isEqualTo("10.0.0.1");
    }

    @Test
    void countsANetworkOfIpv6AsOneAddress() {
        String first = addresses.of(from("2001:db8:1:2::1"), List.of());
        assertThat(addresses.of(from("2001:db8:1:2:ffff::9"), List.of())).isEqualTo(first);
        assertThat(addresses.of(PROXY, List.of("[2001:db8:1:2::3]:443"))).isEqualTo(first);
        assertThat(addresses.of(from("2001:db8:1:3::1"), List.of())).isNotEqualTo(first);
    }

    @Test
    void refusesOneTooManyAndTakesTheNextWhenOneLeft() {
        assertThat(addresses.enter("a")).isTrue();
        assertThat(addresses.enter("a")).isTrue();
        assertThat(addresses.enter("a")).isFalse();
        assertThat(addresses.enter("b")).isTrue();
        addresses.leave("a");
        assertThat(addresses.enter("a")).isTrue();
        assertThat(addresses.enter("a")).isFalse();
    }
}
