package dev.parley.localstack.command;

import dev.parley.localstack.stack.Components;
import dev.parley.localstack.stack.Launch;
import dev.parley.localstack.stack.Scale;
import dev.parley.localstack.stack.StackProblem;
import dev.parley.localstack.stack.StackState;
import dev.parley.localstack.stack.Workspace;
import dev.parley.localstack.status.StackStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts everything and waits until it is ready.
@Command(
        name = "up",
        description = "Starts everything and waits until it is ready.",
        footer = {
            "",
            "Stays with a live table; Ctrl-C stops everything in order. With --detach it returns when all is ready.",
            "What runs already stays; a service that was built anew is replaced. Ports are set by PARLEY_GATEWAY_PORT,",
            "PARLEY_CLAIMS_PORT, …, PARLEY_POSTGRES_PORT, PARLEY_KAFKA_PORT, PARLEY_DEV_PORT, PARLEY_SMTP_PORT.",
            "",
            "A second process of a service listens 100 above the first, a third 200 above (PARLEY_GATEWAY_2_PORT, … move",
            "them). Without --scale what runs keeps its number, and what starts from nothing starts once. With --scale",
            "services that are not named run once; on a running stack the gateways are started again, because they are",
            "told the new addresses, and processes that are too many are stopped."
        })
final class UpCommand implements Callable<Integer> {

    private static final Duration REFRESH = Duration.ofSeconds(2);

    @Option(
            names = {"-d", "--detach"},
            description = "Returns when everything is ready.")
    private boolean detach;

    @Option(
            names = "--scale",
            paramLabel = "SERVICE=N",
            split = ",",
            description = "How many processes of a service, 1 to 8: gateway-service=2,messaging-service=2.")
    private List<String> scale = List.of();

    @Option(names = "--no-build", description = "Starts what was built last, without looking whether it is stale.")
    private boolean noBuild;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "240",
            description = "How long to wait (${DEFAULT-VALUE}).")
    private int timeout;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = Workspace.current();
        Terminal terminal = Terminal.current();
        Scale wanted = scale.isEmpty() ? Scale.running(workspace) : Scale.parse(String.join(",", scale));
        workspace.prepare();
        long begun = System.nanoTime();
        Components components = Components.current(workspace, wanted);
        terminal.passing("Looking at what is there …");
        Launch.Found found = new Launch(components).start();
        var interrupted = new AtomicBoolean();
        var hook = new Thread(() -> {
            interrupted.set(true);
            terminal.clearPassing();
            DownCommand.stop(workspace, terminal);
        });
        if (!detach) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
        terminal.clearPassing();
        say(found, wanted, terminal);
        try {
            StackState ready = new ReadinessWait(workspace, terminal).upTo(Duration.ofSeconds(timeout));
            double seconds = (System.nanoTime() - begun) / 1e9;
            greet(ready, seconds, components.settings().address(), terminal);
            if (!detach) {
                stay(workspace, components, terminal);
            }
        } finally {
            letTheHookFinishOrForgetIt(interrupted, hook);
        }
        if (!detach) {
            terminal.line("Parley has been stopped from elsewhere.");
        }
        return 0;
    }

    /// After Ctrl-C the hook stops the stack and this thread has nothing more to say; after anything else what runs
    /// stays.
    private static void letTheHookFinishOrForgetIt(AtomicBoolean interrupted, Thread hook) throws InterruptedException {
        if (interrupted.get()) {
            new CountDownLatch(1).await();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private static void greet(StackState ready, double seconds, String address, Terminal terminal) {
        ready.skipped().forEach(service -> terminal.line("Left out because it has not been built: " + service + "."));
        terminal.line(terminal.good("Parley is ready") + String.format(Locale.ROOT, " after %.1f s.", seconds));
        terminal.line(DemoLogins.text(address, terminal));
    }

    private static void say(Launch.Found found, Scale scale, Terminal terminal) {
        switch (found) {
            case NOTHING -> {}
            case LEFTOVERS -> terminal.line("Taking over what an earlier launcher has left running.");
            case OUTDATED -> terminal.line("Replacing what has been built anew.");
            case RESCALED -> terminal.line("Changing the number of processes: " + shown(scale) + ".");
            case RUNNING ->
                terminal.line("Parley is running already" + (scale.isSingle() ? "." : ": " + shown(scale) + "."));
        }
    }

    private static String shown(Scale scale) {
        return scale.isSingle() ? "one of each service" : scale + ", one of each other service";
    }

    /// Until Ctrl-C, or until somebody else stops the stack.
    private static void stay(Workspace workspace, Components components, Terminal terminal)
            throws InterruptedException {
        terminal.line(terminal.faint("Ctrl-C stops everything."));
        int lines = 0;
        while (workspace.isWanted()) {
            if (terminal.interactive()) {
                String table = StatusTable.of(StackStatus.of(components, true).rows(), terminal);
                terminal.redraw(table, lines);
                lines = (int) table.chars().filter(c -> c == '\n').count();
            }
            TimeUnit.NANOSECONDS.sleep(REFRESH.toNanos());
        }
    }

    /// Kept apart so that a failed start says what to do next.
    static StackProblem failed(String sentence) {
        return new StackProblem(sentence + " What runs stays for you to look at; ./parley down stops it.");
    }
}
