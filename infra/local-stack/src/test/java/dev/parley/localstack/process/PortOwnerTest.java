package dev.parley.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortOwnerTest {

    @Test
    void findsTheListener() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertThat(PortOwner.free(port)).isFalse();
            assertThat(PortOwner.of(port)).contains(ProcessId.self());
        }
        assertThat(PortOwner.free(port)).isTrue();
        assertThat(PortOwner.of(port)).isEmpty();
    }
}
