package dev.parley.localstack.seed;

import dev.parley.localstack.stack.StackProblem;
import dev.parley.localstack.stack.StackSettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Fills a running Parley with claims and conversations.
@Command(
        name = "seed",
        description = "Fills a running Parley with claims and conversations of tenant acme.",
        footer = {"", "The same seed makes the same data; running it again adds nothing."})
public final class SeedCommand implements Callable<Integer> {

    private static final int AT_ONCE = 4;
    private static final int BAR = 30;

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
        var client = new ParleyClient(URI.create(StackSettings.current().address()));
        var people = new People(client);
        var progress = new Progress(claims);
        int messages = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = new ExecutorCompletionService<Integer>(threads);
            for (int number = 0; number < claims; number++) {
                DemoClaim claim = DemoClaim.of(seed, number);
                running.submit(() -> create(client, people, claim));
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
        progress.end(claims + " claims and " + messages + " messages of seed " + seed + " are there.");
        return 0;
    }

    private static int create(ParleyClient client, People people, DemoClaim claim) throws InterruptedException {
        String customer = people.customer(claim.customer());
        var draft = new LinkedHashMap<String, Object>();
        draft.put("title", claim.title());
        draft.put("category", claim.category());
        draft.put("description", claim.description());
        JsonNode created = client.post("/api/v1/claims", customer, claim.key("claim"), draft, Set.of());
        String id = created.get("id").asString();
        if (!claim.submitted()) {
            return 0;
        }
        client.post("/api/v1/claims/" + id + "/submit", customer, claim.key("submit"), Map.of(), Set.of(409));
        for (int i = 0; i < claim.lines().size(); i++) {
            DemoClaim.Line line = claim.lines().get(i);
            client.post(
                    "/api/v1/messages",
                    line.byStaff() ? people.demo(line.agent()) : customer,
                    claim.key("message-" + i),
                    Map.of("claimId", id, "body", line.text()),
                    Set.of());
        }
        return claim.lines().size();
    }

    /// Tokens of those who take part.
    private static final class People {

        private static final int GENERATED = 500;

        private final Map<String, String> demo = new LinkedHashMap<>();
        private final JsonNode generated;

        People(ParleyClient client) throws InterruptedException {
            for (String name : new String[] {"alice", "bruno", "chloe", "karim"}) {
                demo.put(name, client.tokenOf(name));
            }
            generated = client.benchUsers(GENERATED);
        }

        String demo(String username) {
            return Objects.requireNonNull(demo.get(username));
        }

        String customer(int number) {
            return switch (number) {
                case 0 -> demo("alice");
                case 1 -> demo("bruno");
                default -> generated.get(number - 2).get("accessToken").asString();
            };
        }
    }

    /// A bar on a terminal, a line for each tenth elsewhere.
    private static final class Progress {

        private final int all;
        private final boolean terminal;
        private int lastTenth;

        Progress(int all) {
            this.all = all;
            this.terminal = System.console() != null && System.console().isTerminal();
        }

        void done(int count) {
            if (terminal) {
                int filled = BAR * count / all;
                System.out.print("\r[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "] " + count + " of " + all);
                System.out.flush();
            } else if (10L * count / all > lastTenth) {
                lastTenth = (int) (10L * count / all);
                System.out.println(count + " of " + all + " claims");
            }
        }

        void end(String sentence) {
            System.out.println((terminal ? "\n" : "") + sentence);
        }
    }
}
