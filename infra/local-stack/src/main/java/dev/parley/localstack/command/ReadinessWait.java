package dev.parley.localstack.command;

import dev.parley.localstack.stack.StackProblem;
import dev.parley.localstack.stack.StackState;
import dev.parley.localstack.stack.StackState.ComponentState;
import dev.parley.localstack.stack.StackState.Condition;
import dev.parley.localstack.stack.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Waits until the supervisor says that everything is ready, and shows on the way who still is not.
final class ReadinessWait {

    /// A process that has ended so often without having become ready will not become so by itself.
    private static final int HOPELESS = 4;

    private static final int LINES_OF_LOG = 12;

    private final Workspace workspace;
    private final Terminal terminal;
    private final Set<String> announced = new HashSet<>();

    ReadinessWait(Workspace workspace, Terminal terminal) {
        this.workspace = workspace;
        this.terminal = terminal;
    }

    StackState upTo(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<StackState> state = StackState.read(workspace);
            if (state.isPresent()) {
                show(state.get());
                if (state.get().phase() == StackState.Phase.READY) {
                    terminal.clearPassing();
                    return state.get();
                }
                refuseTheHopeless(state.get());
            }
            if (System.nanoTime() > deadline) {
                throw tooLate(state, limit);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void show(StackState state) {
        List<String> missing = state.components().stream()
                .filter(component -> component.condition() != Condition.READY)
                .map(ComponentState::name)
                .toList();
        state.components().stream()
                .filter(component -> component.condition() == Condition.READY)
                .map(ComponentState::name)
                .filter(announced::add)
                .forEach(name -> {
                    if (!terminal.interactive()) {
                        terminal.line(name + " is ready");
                    }
                });
        int all = state.components().size();
        terminal.passing("Starting: " + (all - missing.size()) + " of " + all + " ready, waiting for "
                + String.join(", ", missing));
    }

    private void refuseTheHopeless(StackState state) {
        if (state.phase() == StackState.Phase.FAILED) {
            throw UpCommand.failed("Parley cannot start: " + state.problem() + ".");
        }
        state.components().stream()
                .filter(component -> component.attempts() >= HOPELESS)
                .findFirst()
                .ifPresent(component -> {
                    terminal.clearPassing();
                    terminal.line(endOfLog(component.name()));
                    throw UpCommand.failed(component.name() + " ends while it starts (" + component.attempts()
                            + " times); the end of its log is above, ./parley logs " + component.name()
                            + " shows all of it.");
                });
    }

    private StackProblem tooLate(Optional<StackState> state, Duration limit) {
        terminal.clearPassing();
        String missing = state.map(known -> known.components().stream()
                        .filter(component -> component.condition() != Condition.READY)
                        .map(ComponentState::name)
                        .collect(Collectors.joining(", ")))
                .orElse("the supervisor");
        return UpCommand.failed("After " + limit.toSeconds() + " s these are not ready: " + missing + ".");
    }

    private String endOfLog(String name) {
        Path log = workspace.log(name);
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
        } catch (IOException unreadable) {
            return "(no log at " + log + ")";
        }
    }
}
