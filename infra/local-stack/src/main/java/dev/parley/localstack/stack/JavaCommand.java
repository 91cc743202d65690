package dev.parley.localstack.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a JVM of the stack: small heap, serial collector, compact headers.
final class JavaCommand {

    private static final List<String> EVERYWHERE = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true");

    private JavaCommand() {}

    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// Flags for a heap that starts small and gives back what it no longer needs.
    static List<String> flags(int heapMegabytes, boolean hot) {
        var flags = new ArrayList<>(EVERYWHERE);
        if (hot) {
            // A collection stops the process until its thread is given a core. On a busy machine that takes ten
            // times as long as the collection: it should be rare. So should the complete one for more classes.
            flags.add("-Xms96m");
            flags.add("-XX:NewSize=40m");
            flags.add("-XX:MetaspaceSize=192m");
        } else {
            flags.add("-Xms32m");
        }
        flags.add("-Xmx" + heapMegabytes + "m");
        flags.add("-XX:MinHeapFreeRatio=20");
        flags.add("-XX:MaxHeapFreeRatio=40");
        if (!hot) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        return List.copyOf(flags);
    }

    /// What follows the flags to run a class of this module.
    static List<String> ownClass(String mainClass, String... arguments) {
        var rest = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        rest.addAll(List.of(arguments));
        return List.copyOf(rest);
    }
}
