package dev.parley.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LaunchTest {

    @Test
    void saysWhoHoldsAPortAndWhatToDo() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Launch.taken(socket.getLocalPort(), "PARLEY_CLAIMS_PORT"))
                    .startsWith("Port " + socket.getLocalPort() + " is taken by process "
                            + ProcessHandle.current().pid() + " (")
                    .contains("java")
                    .endsWith("end it, or give Parley another port with PARLEY_CLAIMS_PORT.");
        }
    }
}
