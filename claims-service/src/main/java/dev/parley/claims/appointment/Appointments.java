package dev.parley.claims.appointment;

import dev.parley.web.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads appointments, one statement each. The reader's claim is part of the condition.
@Component
class Appointments {
    private final JdbcClient jdbc;

    Appointments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param claimReference for the calendar file
    record Found(AppointmentView appointment, String claimReference) {}

    Optional<Found> find(Caller caller, UUID id) {
        return jdbc.sql("""
                        select a.*, c.reference from appointment a join claim c on c.tenant = a.tenant and c.id = a.claim_id
                        where a.tenant = :tenant and a.id = :id and (:staff or c.customer_id = :caller)""")
                .param("tenant", caller.tenant())
                .param("id", id)
                .param("staff", caller.isStaff())
                .param("caller", caller.userId())
                .query((row, _) -> new Found(view(row), row.getString("reference")))
                .optional();
    }

    /// In the order of their beginnings.
    ///
    /// @param startsAt of the last one of the page before
    List<AppointmentView> page(Caller caller, UUID claimId, Instant startsAt, UUID id, int most) {
        return jdbc.sql("""
                        select * from appointment
                        where tenant = :tenant and claim_id = :claim and (starts_at, id) > (:startsAt, :id)
                        order by starts_at, id limit :most""")
                .param("tenant", caller.tenant())
                .param("claim", claimId)
                .param("startsAt", startsAt.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .param("most", most)
                .query((row, _) -> view(row))
                .list();
    }

    private static AppointmentView view(ResultSet row) throws SQLException {
        Terms terms = new Terms(
                instant(row, "starts_at"),
                row.getInt("duration_minutes"),
                row.getString("time_zone"),
                row.getString("place"),
                row.getString("note"));
        return AppointmentView.of(
                row.getObject("id", UUID.class),
                row.getObject("claim_id", UUID.class),
                AppointmentStatus.valueOf(row.getString("status")),
                Response.valueOf(row.getString("response")),
                terms,
                row.getObject("created_by", UUID.class),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("version"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
