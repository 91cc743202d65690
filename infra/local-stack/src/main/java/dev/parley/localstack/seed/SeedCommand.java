package dev.parley.localstack.seed;

import dev.parley.localstack.stack.StackProblem;
import dev.parley.localstack.stack.StackSettings;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Fills a running Parley with a working day: claims in every state, conversations, appointments, notes.
@Command(
        name = "seed",
        description = "Fills a running Parley with a working day of tenant acme: claims in every state, conversations,"
                + " appointments, notes.",
        footer = {"", "The same seed makes the same data; running it again adds nothing."})
public final class SeedCommand implements Callable<Integer> {

    private static final int AT_ONCE = 4;

    @Option(
            names = "--claims",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many claims (${DEFAULT-VALUE}).")
    private int claims;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What everything follows from (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--no-build", hidden = true)
    private boolean noBuild;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        if (claims < 1 || claims > 100_000) {
            throw new StackProblem("--claims is a number from 1 to 100000.");
        }
        var progress = new Progress(claims, "claims");
        LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
        int messages = seed(URI.create(StackSettings.current().address()), claims, seed, today, progress);
        progress.end(claims + " claims and " + messages + " messages of seed " + seed + " are there.");
        return 0;
    }

    /// @return how many messages there are
    static int seed(URI address, int claims, long seed, LocalDate today, Progress progress)
            throws InterruptedException {
        var client = new ParleyClient(address);
        var people = new SeedPeople(client);
        LocalDate firstMeetingDay = today.withDayOfMonth(1).plusMonths(2);
        int messages = new OfficeSteps(client, people, seed).run();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = new ExecutorCompletionService<Integer>(threads);
            for (int number = 0; number < claims; number++) {
                DemoClaim claim = DemoClaim.of(seed, number);
                running.submit(() -> new ClaimSteps(client, people, firstMeetingDay, claim).run());
            }
            for (int done = 1; done <= claims; done++) {
                try {
                    messages += running.take().get();
                } catch (ExecutionException e) {
                    threads.shutdownNow();
                    throw e.getCause() instanceof StackProblem problem
                            ? problem
                            : new StackProblem("Seeding failed: " + e.getCause(), e);
                }
                progress.done(done);
            }
        }
        return messages;
    }
}
