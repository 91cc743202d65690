package dev.parley.localstack.fill;

import static dev.parley.localstack.fill.FilledConversation.TENANT;

import dev.parley.localstack.fill.FillPeople.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.copy.CopyManager;

/// The rows that say how conversations stand in the end: claims, conversations, participants, read positions.
final class FilledRows {
    private static final String OPENED = """
            create temporary table opened (
                id uuid, kind text, claim_id uuid, title text, status text, epoch uuid, last_seq bigint,
                last_at timestamptz, active_at timestamptz, opened_at timestamptz, words text) on commit drop""";
    private static final String OPEN = """
            insert into conversation (id, tenant, kind, claim_id, title, status, epoch, last_seq, last_at, active_at,
                                      opened_at, words)
            select id, 'acme', kind, claim_id, title, status, epoch, last_seq, last_at, active_at, opened_at,
                   to_tsvector('parley_plain', words)
            from opened""";

    private final List<FilledConversation> conversations;
    private final FillPeople people;

    FilledRows(List<FilledConversation> conversations, FillPeople people) {
        this.conversations = conversations;
        this.people = people;
    }

    void write(Connection connection) throws SQLException {
        CopyManager copies = Fill.copies(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into tenant (tenant) values ('acme') on conflict do nothing");
            statement.execute("create temporary table met (like person) on commit drop");
            met().copyTo(copies);
            statement.execute("insert into person select * from met on conflict do nothing");
            statement.execute(OPENED);
            opened().copyTo(copies);
            statement.execute(OPEN);
        }
        claims().copyTo(copies);
        participants().copyTo(copies);
        positions().copyTo(copies);
    }

    private Rows met() {
        var rows = new Rows("met (user_id, tenant, role, name, locale, seen_at)");
        for (Person person : Stream.of(people.customers(), people.agents(), List.of(people.busyAgent()))
                .flatMap(List::stream)
                .distinct()
                .toList()) {
            rows.add(person.id(), TENANT, person.role(), person.name(), "en", Instant.EPOCH);
        }
        return rows;
    }

    private Rows claims() {
        var rows = new Rows("claim (id, tenant, conversation_id, customer_id, status, status_at, assignee_id,"
                + " assignee_name, assigned_at)");
        for (FilledConversation conversation : conversations) {
            if (conversation.notes) {
                continue;
            }
            FilledConversation.Claim claim = conversation.claim;
            Instant openedAt = Fill.instant(claim.openedAt());
            rows.add(
                    claim.id(),
                    TENANT,
                    conversation.id,
                    claim.customer().id(),
                    "SUBMITTED",
                    openedAt,
                    null,
                    null,
                    "-infinity");
        }
        return rows;
    }

    private Rows opened() {
        var rows = new Rows("opened");
        for (FilledConversation conversation : conversations) {
            FilledConversation.Claim claim = conversation.claim;
            String names =
                    conversation.joined().keySet().stream().map(Person::name).collect(Collectors.joining(" "));
            rows.add(
                    conversation.id,
                    conversation.notes ? "INTERNAL" : "CLAIM",
                    claim.id(),
                    claim.title(),
                    conversation.isArchived() ? "ARCHIVED" : "OPEN",
                    conversation.epoch,
                    conversation.lastSeq(),
                    conversation.lastAt(),
                    conversation.activeAt(),
                    Fill.instant(claim.openedAt()),
                    claim.title() + " " + claim.reference() + " " + names);
        }
        return rows;
    }

    private Rows participants() {
        var rows = new Rows("participant (conversation_id, user_id, tenant, role, name, joined_at)");
        for (FilledConversation conversation : conversations) {
            conversation
                    .joined()
                    .forEach((person, at) -> rows.add(
                            conversation.id, person.id(), TENANT, person.role(), person.name(), Fill.instant(at)));
        }
        return rows;
    }

    private Rows positions() {
        var rows = new Rows("read_position (conversation_id, user_id, tenant, role, up_to_seq, read_at)");
        for (FilledConversation conversation : conversations) {
            conversation
                    .read()
                    .forEach((person, position) -> rows.add(
                            conversation.id,
                            person.id(),
                            TENANT,
                            person.role(),
                            position.upToSeq(),
                            position.readAt()));
        }
        return rows;
    }
}
