package dev.parley.localstack.fill;

import dev.parley.contracts.ConversationIds;
import dev.parley.localstack.fill.FillPeople.Person;
import dev.parley.localstack.fill.FilledConversation.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Fills messaging's database in the order of time, so that the rows of a conversation lie scattered over the table as
/// they do in real life.
///
/// Conversations come last: until then nobody can see what was filled, and a fill that is killed leaves rows that
/// belong to none. The next one removes them.
final class Fill {
    private static final int BATCH = 10_000;
    private static final int YEARS_DAYS = 730;
    private static final long ALL_LIFE = 300;
    private static final List<String> ORPHANED = List.of(
            "message_edit where message_id in (select id from message m where m.conversation_id not in"
                    + " (select id from conversation))",
            "reaction where conversation_id not in (select id from conversation)",
            "read_mark where conversation_id not in (select id from conversation)",
            "message_words where conversation_id not in (select id from conversation)",
            "journal where key not in (select id from conversation)",
            "message where conversation_id not in (select id from conversation)");

    private final FillPlan plan;
    private final FillPeople people;
    private final RandomGenerator random;
    private final TimedIds ids;

    Fill(FillPlan plan, FillPeople people) {
        this.plan = plan;
        this.people = people;
        this.random = new SplittableRandom(plan.seed());
        this.ids = new TimedIds(plan.seed() * 31 + 7);
    }

    /// @param copying commits batches of rows, as superuser
    /// @param indexing makes the words of the batch before
    /// @param progress is told how many messages are stored
    List<FilledConversation> into(Connection copying, Connection indexing, IntConsumer progress)
            throws SQLException, InterruptedException {
        prepare(copying);
        prepare(indexing);
        removeOrphans(copying);
        List<FilledConversation> conversations = conversations();
        try (QuietPublication quiet = new QuietPublication(indexing, plan.end().plusMillis(1))) {
            try (var writer = new BatchWriter(copying, indexing)) {
                tell(conversations, writer, progress);
                Batch last = new Batch();
                conversations.forEach(conversation -> conversation.readToTheEnd(last));
                writer.write(last);
                writer.finish();
            }
            new FilledRows(conversations, people).write(copying);
            copying.commit();
        }
        return conversations;
    }

    private void tell(List<FilledConversation> conversations, BatchWriter writer, IntConsumer progress)
            throws SQLException, InterruptedException {
        var byTime = new PriorityQueue<FilledConversation>(Comparator.comparingLong(FilledConversation::nextAt));
        byTime.addAll(conversations);
        Batch batch = new Batch();
        int stored = 0;
        while (!byTime.isEmpty()) {
            FilledConversation next = byTime.remove();
            next.tell(batch);
            if (next.nextAt() != Long.MAX_VALUE) {
                byTime.add(next);
            }
            if (batch.size() == BATCH) {
                writer.write(batch);
                stored += batch.size();
                progress.accept(stored);
                batch = new Batch();
            }
        }
        writer.write(batch);
        progress.accept(stored + batch.size());
    }

    private List<FilledConversation> conversations() {
        int[] notes = plan.notes(random);
        int[] lengths = plan.lengths(notes, random);
        long end = plan.end().toEpochMilli();
        var conversations = new ArrayList<FilledConversation>(2 * plan.claims());
        for (int i = 0; i < plan.claims(); i++) {
            // The long ones have gone on all the time.
            double age = lengths[i] > ALL_LIFE ? 0.75 + random.nextDouble() / 4 : 0.005 + 0.99 * random.nextDouble();
            long openedAt = end - (long) (age * YEARS_DAYS * FillPlan.DAY_MILLIS);
            UUID id = ids.at(openedAt);
            int number = random.nextInt(people.customers().size());
            boolean french = number % 2 == 0;
            var claim = new Claim(
                    id,
                    "CLM-FILL-" + plan.seed() + "-" + (i + 1),
                    Sentences.title(french, random),
                    people.customers().get(number),
                    french,
                    openedAt);
            List<Person> staff = staff();
            conversations.add(new FilledConversation(
                    ConversationIds.ofClaim(id), claim, false, staff, lengths[i], end, ids, random.nextLong()));
            conversations.add(new FilledConversation(
                    ConversationIds.ofClaimNotes(id), claim, true, staff, notes[i], end, ids, random.nextLong()));
        }
        return conversations;
    }

    private List<Person> staff() {
        var staff = new ArrayList<Person>();
        if (random.nextInt(20) == 0) {
            staff.add(people.busyAgent());
        }
        int agents = 1 + random.nextInt(2);
        for (int i = 0; i < agents; i++) {
            Person agent = people.agents().get(random.nextInt(people.agents().size()));
            if (!staff.contains(agent)) {
                staff.add(agent);
            }
        }
        return staff;
    }

    /// The rows are right by construction and checked afterwards; foreign keys would ask for their parents first.
    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute("set synchronous_commit = off");
            statement.execute("set work_mem = '64MB'");
        }
    }

    private static void removeOrphans(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("select exists (select from message m where not exists"
                        + " (select from conversation c where c.id = m.conversation_id))")) {
            row.next();
            if (!row.getBoolean(1)) {
                return;
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String orphans : ORPHANED) {
                statement.execute("delete from " + orphans);
            }
        }
    }

    static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
