package dev.parley.journal.relay;

import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The logical replication slot of this database: PostgreSQL's own memory of what the relay has confirmed.
///
/// The slot is also the lock: PostgreSQL lets one reader at a time have it, and frees it when that reader's connection
/// ends.
final class ReplicationSlot {
    private final JdbcClient jdbc;
    private final String name;

    ReplicationSlot(DataSource dataSource, String name) {
        this.jdbc = JdbcClient.create(dataSource);
        this.name = name;
    }

    /// Where one may read on, or why not.
    sealed interface Standing {
        /// @param confirmed everything before it was published
        record Free(LogSequenceNumber confirmed) implements Standing {}

        record Taken() implements Standing {}

        record Lost(String reason) implements Standing {}
    }

    private record Row(
            boolean present,
            boolean active,
            @Nullable String walStatus,
            @Nullable String confirmed,
            @Nullable String relayed,
            boolean ahead) {}

    Standing standing() {
        Row row = jdbc.sql("""
                        select s.slot_name is not null as present,
                               coalesce(s.active, false) as active,
                               s.wal_status,
                               s.confirmed_flush_lsn::text as confirmed,
                               o.lsn::text as relayed,
                               coalesce(s.confirmed_flush_lsn > o.lsn, false) as ahead
                        from (values (?)) as wanted (name)
                        left join pg_replication_slots s
                               on s.slot_name = wanted.name and s.database = current_database()
                        left join relay_offset o on o.slot_name = wanted.name
                        """).param(name).query(Row.class).single();
        if (!row.present()) {
            return new Standing.Lost("replication slot " + name + " does not exist");
        }
        if ("lost".equals(row.walStatus()) || row.confirmed() == null) {
            return new Standing.Lost("replication slot " + name
                    + " was invalidated: the server needed the room (max_slot_wal_keep_size)");
        }
        if (row.active()) {
            return new Standing.Taken();
        }
        if (row.relayed() == null) {
            return new Standing.Lost("relay_offset has no row for replication slot " + name);
        }
        if (row.ahead()) {
            return new Standing.Lost(
                    "replication slot " + name + " stands at " + row.confirmed() + " but the relay came only to "
                            + row.relayed() + ": it was made anew, or moved by another reader");
        }
        return new Standing.Free(LogSequenceNumber.valueOf(row.confirmed()));
    }

    /// Stores how far the relay came, before the slot is told: so the slot is never ahead of it.
    void relayedTo(LogSequenceNumber position) {
        jdbc.sql("""
                        insert into relay_offset (slot_name, lsn, updated_at) values (?, ?::pg_lsn, now())
                        on conflict (slot_name) do update
                            set lsn = greatest(relay_offset.lsn, excluded.lsn), updated_at = excluded.updated_at
                        """).param(name).param(position.asString()).update();
    }

    /// Makes the slot anew at the current end of the WAL. Rows appended since the old one was lost are not in it: they
    /// are found by a gap scan.
    ///
    /// @throws IllegalStateException when the slot is in good order
    void recreate() {
        if (!(standing() instanceof Standing.Lost)) {
            throw new IllegalStateException("replication slot " + name + " is not lost");
        }
        jdbc.sql("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ?")
                .param(name)
                .query((_, _) -> Boolean.TRUE)
                .list();
        String position = jdbc.sql("select lsn::text from pg_create_logical_replication_slot(?, 'pgoutput')")
                .param(name)
                .query(String.class)
                .single();
        jdbc.sql("""
                        insert into relay_offset (slot_name, lsn, updated_at) values (?, ?::pg_lsn, now())
                        on conflict (slot_name) do update set lsn = excluded.lsn, updated_at = excluded.updated_at
                        """).param(name).param(Objects.requireNonNull(position)).update();
    }

    String name() {
        return name;
    }
}
