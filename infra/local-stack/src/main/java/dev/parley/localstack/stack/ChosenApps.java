package dev.parley.localstack.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which unpacked services the stack was started with, in `run/apps`: one line `<service>=<jar>` each. A
/// build that ends while the stack runs changes nothing of it before the next `up`.
final class ChosenApps {

    private ChosenApps() {}

    /// All replicas of a service run the same jar; the first one's line speaks for them.
    static void write(Workspace workspace, List<Component> components) throws IOException {
        var lines = new StringBuilder();
        for (Component component : components) {
            int jar = component.command().indexOf("-jar");
            if (jar >= 0) {
                lines.append(component.name())
                        .append('=')
                        .append(component.command().get(jar + 1))
                        .append('\n');
            }
        }
        Workspace.replace(file(workspace), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Path> of(Workspace workspace, ServiceName service) {
        String start = service.service() + "=";
        try {
            return Files.readAllLines(file(workspace)).stream()
                    .filter(line -> line.startsWith(start))
                    .map(line -> Path.of(line.substring(start.length())))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static Path file(Workspace workspace) {
        return workspace.run().resolve("apps");
    }
}
