package dev.parley.localstack.stack;

import dev.parley.localstack.postgres.PostgresConfig;
import dev.parley.localstack.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Asks a process whether it is ready. Plain sockets: an HTTP client would be the largest thing in the supervisor.
@FunctionalInterface
public interface Probe {

    int MILLIS = 1_500;

    boolean ready();

    /// `GET path` answers 200.
    static Probe http(int port, String path) {
        return () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), MILLIS);
                socket.setSoTimeout(MILLIS);
                String request =
                        "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
                return new String(start, StandardCharsets.US_ASCII).endsWith(" 200");
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    static Probe postgres(PostgresConfig config) {
        return () -> connects(config.port()) && PostgresServer.answers(config);
    }

    /// The port answers, and the process that wrote its pid into `marker` when it was ready is the one that runs now.
    static Probe marked(int port, Path marker, Workspace workspace, String name) {
        return () -> {
            try {
                String pid = Files.readString(marker).strip();
                return RunRecord.of(workspace, name)
                                .filter(record -> Long.toString(record.pid()).equals(pid))
                                .filter(record -> record.process().alive())
                                .isPresent()
                        && connects(port);
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    static boolean connects(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
