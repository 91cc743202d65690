package dev.parley.localstack.command;

import dev.parley.localstack.status.ProcessRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The table of `./parley status`.
final class StatusTable {

    private static final List<String> HEADINGS =
            List.of("NAME", "PID", "PORT", "READY", "MEMORY", "RESTARTS", "RELAY LAG", "CONSUMER LAG");
    private static final int READY = 3;

    private StatusTable() {}

    /// One line for each process and one with the sum of memory; each ends with a line feed.
    static String of(List<ProcessRow> rows, Terminal terminal) {
        var lines = new ArrayList<List<String>>();
        lines.add(HEADINGS);
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        var table = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            table.append(rendered(lines.get(i), widths, terminal, i == 0)).append('\n');
        }
        long memory = rows.stream()
                .map(ProcessRow::memoryBytes)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return table.append(terminal.faint("memory in all: " + bytes(memory)))
                .append('\n')
                .toString();
    }

    private static List<String> cells(ProcessRow row) {
        return List.of(
                row.name(),
                orDash(row.pid()),
                orDash(row.port()),
                row.pid() == null ? "down" : row.ready() ? "yes" : "no",
                row.memoryBytes() == null ? "-" : bytes(row.memoryBytes()),
                Integer.toString(row.restarts()),
                row.relayLagBytes() == null ? "-" : bytes(row.relayLagBytes()),
                orDash(row.consumerLag()));
    }

    private static String rendered(List<String> cells, int[] widths, Terminal terminal, boolean heading) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths[i] - cell.length());
            String shown = heading ? terminal.bold(cell) : i == READY ? coloured(cell, terminal) : cell;
            boolean last = i == widths.length - 1;
            line.append(i == 0 || i == READY ? shown + padding : padding + shown)
                    .append(last ? "" : "  ");
        }
        return line.toString().stripTrailing();
    }

    private static String coloured(String ready, Terminal terminal) {
        return ready.equals("yes") ? terminal.good(ready) : terminal.bad(ready);
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        if (bytes < 1 << 20) {
            return (bytes >> 10) + " kB";
        }
        if (bytes < 10L << 30 && bytes >= 1L << 30) {
            return String.format(Locale.ROOT, "%.2f GB", bytes / (double) (1 << 30));
        }
        return (bytes >> 20) + " MB";
    }
}
