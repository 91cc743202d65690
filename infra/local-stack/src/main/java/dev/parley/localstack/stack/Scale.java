package dev.parley.localstack.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How many processes of each service are wanted. Written as `gateway-service=2,messaging-service=2`: on the command
/// line, and in `run/scale`, where status, a later `up` and a restarted supervisor find what the stack was started
/// with.
public final class Scale {

    static final int MOST = 8;

    private static final List<String> SINGLE = List.of(Components.POSTGRES, Components.KAFKA, Components.SIGN_IN);

    /// Only services with more than one.
    private final Map<ServiceName, Integer> several;

    private Scale(Map<ServiceName, Integer> several) {
        this.several = several;
    }

    /// One of each.
    public static Scale single() {
        return new Scale(Map.of());
    }

    /// Services that are not named run once.
    ///
    /// @throws StackProblem when it is not of that form
    public static Scale parse(String text) {
        var several = new EnumMap<ServiceName, Integer>(ServiceName.class);
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            String name = pair[0].strip();
            if (SINGLE.contains(name)) {
                throw new StackProblem("--scale " + part.strip() + ": " + name + " runs once, only services can have"
                        + " replicas (" + services() + ").");
            }
            ServiceName service = ServiceName.named(name)
                    .orElseThrow(() -> new StackProblem("--scale knows no service \"" + name + "\", only " + services()
                            + "; it is written --scale gateway-service=2,messaging-service=2."));
            if (several.put(service, number(part.strip(), pair)) != null) {
                throw new StackProblem("--scale names " + name + " twice.");
            }
        }
        several.values().removeIf(number -> number == 1);
        return new Scale(several);
    }

    private static int number(String part, String[] pair) {
        String number = pair.length == 2 ? pair[1].strip() : "";
        if (!number.matches("[1-" + MOST + "]")) {
            throw new StackProblem("--scale " + part + ": the number of replicas lies between 1 and " + MOST
                    + ", such as " + pair[0].strip() + "=2.");
        }
        return Integer.parseInt(number);
    }

    /// That of the stack that runs; one of each when nothing does.
    public static Scale running(Workspace workspace) {
        return RunRecord.alive(workspace).isEmpty() ? single() : recorded(workspace);
    }

    static Scale recorded(Workspace workspace) {
        try {
            String text = Files.readString(file(workspace)).strip();
            return text.isEmpty() ? single() : parse(text);
        } catch (IOException none) {
            return single();
        }
    }

    void write(Workspace workspace) throws IOException {
        Workspace.replace(file(workspace), toString().getBytes(StandardCharsets.UTF_8));
    }

    public int of(ServiceName service) {
        return several.getOrDefault(service, 1);
    }

    public List<Replica> replicas(ServiceName service) {
        return IntStream.rangeClosed(1, of(service))
                .mapToObj(number -> new Replica(service, number))
                .toList();
    }

    /// Of all services, service by service.
    public Stream<Replica> replicas() {
        return Arrays.stream(ServiceName.values()).flatMap(service -> replicas(service).stream());
    }

    public boolean isSingle() {
        return several.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scale scale && scale.several.equals(several);
    }

    @Override
    public int hashCode() {
        return several.hashCode();
    }

    @Override
    public String toString() {
        return several.entrySet().stream()
                .map(service -> service.getKey().service() + "=" + service.getValue())
                .collect(Collectors.joining(","));
    }

    private static String services() {
        return Arrays.stream(ServiceName.values()).map(ServiceName::service).collect(Collectors.joining(", "));
    }

    private static Path file(Workspace workspace) {
        return workspace.run().resolve("scale");
    }
}
