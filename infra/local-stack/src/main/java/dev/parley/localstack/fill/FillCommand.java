package dev.parley.localstack.fill;

import dev.parley.localstack.fill.FillPeople.Person;
import dev.parley.localstack.postgres.PostgresConfig;
import dev.parley.localstack.seed.ParleyClient;
import dev.parley.localstack.seed.Progress;
import dev.parley.localstack.stack.Components;
import dev.parley.localstack.stack.StackProblem;
import dev.parley.localstack.stack.StackSettings;
import dev.parley.localstack.stack.Workspace;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// What `./parley bench --fill` runs.
@Command(
        name = "fill",
        hidden = true,
        description = "Fills messaging's database of the running stack up to a number of messages of tenant acme.")
public final class FillCommand implements Callable<Integer> {
    private static final int MOST_MESSAGES = 50_000_000;
    private static final List<String> TABLES = List.of(
            "message",
            "message_words",
            "message_edit",
            "journal",
            "conversation",
            "participant",
            "read_position",
            "read_mark",
            "reaction",
            "claim",
            "person");

    @Option(
            names = "--messages",
            required = true,
            paramLabel = "N",
            description = "How many messages tenant acme has afterwards.")
    private int messages;

    @Option(
            names = "--claims",
            paramLabel = "N",
            defaultValue = "0",
            description = "Over how many claims (one for every 50 messages).")
    private int claims;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What everything follows from (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        if (messages < 1 || messages > MOST_MESSAGES) {
            throw new StackProblem("--fill takes a number of messages from 1 to " + MOST_MESSAGES + ".");
        }
        Workspace workspace = Workspace.current();
        PostgresConfig config = Components.current(workspace).postgresConfig();
        try (Connection copying = connect(config);
                Connection indexing = connect(config)) {
            int there = count(copying);
            if (there < messages) {
                fill(copying, indexing, messages - there, seed + there);
            } else {
                System.out.println("Tenant acme has " + there + " messages already: nothing was filled.");
            }
            check(copying);
            new Stored(workspace.state().resolve("bench")).write(copying);
            return 0;
        } catch (SQLException e) {
            throw new StackProblem(
                    "The database of messaging cannot be filled: " + e.getMessage() + ". Is the stack up? ./parley"
                            + " status says.",
                    e);
        }
    }

    private void fill(Connection copying, Connection indexing, int missing, long runSeed)
            throws SQLException, InterruptedException {
        long begun = System.nanoTime();
        int over = claims > 0 ? claims : Math.max(20, missing / FillPlan.MESSAGES_PER_CLAIM);
        if (over > missing) {
            throw new StackProblem("Each claim has a message at least: --claims must not exceed " + missing + ".");
        }
        System.out.println("Filling in " + missing + " messages of " + over + " claims.");
        FillPeople people =
                people(new ParleyClient(URI.create(StackSettings.current().address())), over);
        var progress = new Progress(missing, "messages");
        copying.setAutoCommit(false);
        FillPlan plan = FillPlan.of(missing, over, runSeed, Clock.systemUTC().instant());
        new Fill(plan, people).into(copying, indexing, progress::done);
        copying.setAutoCommit(true);
        progress.end("Filled; collecting statistics.");
        try (Statement statement = copying.createStatement()) {
            statement.execute("vacuum (analyze) " + String.join(", ", TABLES));
            // What was stored long ago has long been written out, too: not while somebody measures.
            statement.execute("checkpoint");
        }
        System.out.println("It took " + (System.nanoTime() - begun) / 1_000_000_000 + " s.");
    }

    private static void check(Connection connection) throws SQLException {
        List<String> broken = Invariants.broken(connection);
        if (!broken.isEmpty()) {
            throw new StackProblem("The database of messaging is not in order: " + String.join("; ", broken) + ".");
        }
        System.out.println(Invariants.count() + " invariants hold.");
    }

    private static Connection connect(PostgresConfig config) throws SQLException {
        return DriverManager.getConnection(
                config.jdbcUrl("messaging") + "?connectTimeout=2&ApplicationName=fill", "postgres", config.password());
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from message m where tenant = 'acme' and exists"
                        + " (select from conversation c where c.id = m.conversation_id)")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static FillPeople people(ParleyClient client, int claims) throws InterruptedException {
        return new FillPeople(
                generated(client, "CUSTOMER", FillPeople.customersFor(claims)),
                generated(client, "AGENT", FillPeople.agentsFor(claims)),
                new Person(client.userIdOf("chloe"), "AGENT", "Chloé Bernard"));
    }

    /// The ids of generated people count up, so that the first two tell all of them; a token for each would take long.
    private static List<Person> generated(ParleyClient client, String role, int count) throws InterruptedException {
        JsonNode users = client.benchUsers(role, 2);
        UUID first = UUID.fromString(users.get(0).get("userId").asString());
        if (!UUID.fromString(users.get(1).get("userId").asString()).equals(after(first, 1))) {
            throw new StackProblem(
                    "The ids of generated people do not count up any more: FillCommand must be adapted.");
        }
        String name = "Bench " + role.toLowerCase(Locale.ROOT) + " ";
        return IntStream.range(0, count)
                .mapToObj(i -> new Person(after(first, i), role, name + (i + 1)))
                .toList();
    }

    private static UUID after(UUID first, int places) {
        return new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() + places);
    }
}
