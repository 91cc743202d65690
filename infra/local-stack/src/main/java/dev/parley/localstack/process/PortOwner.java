package dev.parley.localstack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who listens on a TCP port of this machine.
public final class PortOwner {

    private static final String LISTEN = "0A";
    private static final int LONGEST = 90;

    private PortOwner() {}

    /// True when 127.0.0.1 can be listened on at this port.
    public static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /// The process that listens on the port; empty when nobody does, or when it belongs to another user.
    public static Optional<ProcessId> of(int port) {
        Set<String> sockets = listening(port);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        return ProcessId.pids().stream()
                .filter(pid -> holds(pid, sockets))
                .findFirst()
                .flatMap(ProcessId::of);
    }

    /// `process 4711 (java -jar x.jar)`, cut to a readable length, or `a process of another user`.
    public static String describe(int port) {
        return of(port).map(owner -> "process " + owner.pid() + " (" + shortened(owner.command()) + ")")
                .orElse("a process of another user");
    }

    /// The program's name and what it runs, without the flags of its runtime.
    private static String shortened(String command) {
        List<String> words = List.of(command.split(" ", -1));
        String program = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        String arguments = words.stream()
                .skip(1)
                .filter(word -> !word.startsWith("-X") && !word.startsWith("--"))
                .collect(Collectors.joining(" "));
        String shown = (program + " " + arguments).strip();
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST - 1) + "…";
    }

    /// The kernel's names of the listening sockets: `/proc/net/tcp` has the local address as `hex:port` in its second
    /// column, the state in its fourth and the inode in its tenth.
    private static Set<String> listening(int port) {
        var inodes = new HashSet<String>();
        String ending = ":%04X".formatted(port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : lines(Path.of(table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > 9 && columns[1].endsWith(ending) && columns[3].equals(LISTEN)) {
                    inodes.add("socket:[" + columns[9] + "]");
                }
            }
        }
        return inodes;
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException absent) {
            return List.of();
        }
    }

    private static boolean holds(long pid, Set<String> sockets) {
        var descriptors = new ArrayList<Path>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            open.forEach(descriptors::add);
        } catch (IOException goneOrForeign) {
            return false;
        }
        for (Path descriptor : descriptors) {
            try {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            } catch (IOException closed) {
                // Closed while we were looking.
            }
        }
        return false;
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
