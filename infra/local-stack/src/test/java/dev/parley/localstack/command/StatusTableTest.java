package dev.parley.localstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.localstack.status.ProcessRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    private static final List<ProcessRow> ROWS = List.of(
            new ProcessRow("messaging-service", 4711L, 8082, true, 200L << 20, 1, 2048L, 17L),
            new ProcessRow("gateway-service", null, 8080, false, null, 0, null, null));

    @Test
    void linesUpItsColumns() {
        assertThat(StatusTable.of(ROWS, new Terminal(System.out, false))).isEqualTo("""
                        NAME                PID  PORT  READY  MEMORY  RESTARTS  RELAY LAG  CONSUMER LAG
                        messaging-service  4711  8082  yes    200 MB         1       2 kB            17
                        gateway-service       -  8080  down        -         0          -             -
                        memory in all: 200 MB
                        """);
    }

    @Test
    void coloursOnATerminalOnly() {
        assertThat(StatusTable.of(ROWS, new Terminal(System.out, true))).contains("\033[32myes\033[0m");
        assertThat(StatusTable.of(ROWS, new Terminal(System.out, false))).doesNotContain("\033");
    }

    @Test
    void showsBytesAsPeopleReadThem() {
        assertThat(StatusTable.bytes(17)).isEqualTo("17 B");
        assertThat(StatusTable.bytes(2_048)).isEqualTo("2 kB");
        assertThat(StatusTable.bytes(300L << 20)).isEqualTo("300 MB");
        assertThat(StatusTable.bytes(5L << 29)).isEqualTo("2.50 GB");
    }
}
