package dev.parley.localstack.stack;

import dev.parley.localstack.process.PortOwner;
import dev.parley.localstack.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Brings the stack into the state "wanted": checks what can be checked beforehand, then hands over to the supervisor.
public final class Launch {

    private final Components components;
    private final Workspace workspace;
    private final Scale before;

    public Launch(Components components) {
        this.components = components;
        this.workspace = components.workspace();
        this.before = Scale.running(workspace);
    }

    /// What [#start] found.
    public enum Found {
        NOTHING,
        LEFTOVERS,
        OUTDATED,
        RESCALED,
        RUNNING
    }

    /// Starts or renews the supervisor; returns at once. What runs already and is up to date stays as it is.
    ///
    /// @throws StackProblem when something stands in the way, before anything has been started
    public Found start() {
        boolean supervised = supervisor().isPresent();
        List<Component> wanted = describe();
        Found found = compare(supervised, wanted);
        if (found == Found.RUNNING) {
            return found;
        }
        checkPorts();
        try {
            if (supervised) {
                Guardian.handOver(workspace);
            }
            Stopping.endSurplus(workspace, components.scale());
            StackState.forget(workspace);
            ChosenApps.write(workspace, wanted);
            components.scale().write(workspace);
            Files.writeString(workspace.wanted(), "");
        } catch (IOException e) {
            throw new StackProblem("The stack cannot be started: " + e.getMessage(), e);
        }
        Guardian.startSupervisor(workspace);
        return found;
    }

    /// Stops everything and returns the names of what was still left after the supervisor had ended.
    public static List<String> stop(Workspace workspace) {
        Optional<RunRecord> supervisor = RunRecord.of(workspace, Component.SUPERVISOR)
                .filter(record -> record.process().alive());
        workspace.forgetWanted();
        supervisor.ifPresent(record -> Stopping.end(record.process(), "TERM", Stopping.WHOLE_STACK));
        Guardian.awaitEnd(workspace);
        List<String> leftovers = Stopping.endRecorded(workspace);
        RunRecord.delete(workspace, Component.SUPERVISOR);
        return leftovers;
    }

    private Optional<RunRecord> supervisor() {
        return RunRecord.of(workspace, Component.SUPERVISOR)
                .filter(record -> record.process().alive());
    }

    private List<Component> describe() {
        var all = new ArrayList<Component>(List.of(components.postgres(), components.kafka(), components.signIn()));
        // Unpacking a jar is a JVM's work; the machine has few cores.
        Arrays.stream(ServiceName.values()).toList().parallelStream()
                .map(components::replicas)
                .sequential()
                .forEachOrdered(all::addAll);
        return all;
    }

    private Found compare(boolean supervised, List<Component> wanted) {
        Map<String, RunRecord> alive = RunRecord.alive(workspace).stream()
                .collect(Collectors.toMap(RunRecord::name, record -> record, (a, _) -> a));
        if (wanted.stream().noneMatch(component -> alive.containsKey(component.name())) && !supervised) {
            return Found.NOTHING;
        }
        if (!supervised) {
            return Found.LEFTOVERS;
        }
        if (!before.equals(components.scale())) {
            return Found.RESCALED;
        }
        boolean same = supervisor().orElseThrow().fingerprint().equals(Supervisor.fingerprint())
                && workspace.isWanted()
                && StackState.read(workspace)
                        .filter(state ->
                                state.phase() == StackState.Phase.READY || state.phase() == StackState.Phase.STARTING)
                        .filter(state -> state.components().size() == wanted.size())
                        .isPresent()
                && wanted.stream()
                        .allMatch(component -> !alive.containsKey(component.name())
                                || alive.get(component.name()).fingerprint().equals(component.fingerprint()));
        return same ? Found.RUNNING : Found.OUTDATED;
    }

    private void checkPorts() {
        Set<Long> ours = new HashSet<>();
        RunRecord.alive(workspace)
                .forEach(record ->
                        record.process().family().stream().map(ProcessId::pid).forEach(ours::add));
        components.settings().portsAndSettings(components.scale()).forEach((port, setting) -> {
            if (!PortOwner.free(port)
                    && PortOwner.of(port)
                            .filter(owner -> ours.contains(owner.pid()))
                            .isEmpty()) {
                throw new StackProblem(taken(port, setting));
            }
        });
    }

    /// The sentence about a port that somebody else holds.
    static String taken(int port, String setting) {
        return "Port " + port + " is taken by " + PortOwner.describe(port)
                + ": end it, or give Parley another port with " + setting + ".";
    }
}
