package dev.parley.claims.timeline;

import dev.parley.claims.claim.ClaimInView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads the facts of one claim. Their ids rise with time: their order is the order of what happened.
@Component
class Timeline {
    private static final UUID BEGINNING = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Timeline(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<TimelineItem> page(ClaimInView claim, @Nullable UUID after, int most) {
        return jdbc.sql("""
                        select j.id, j.type, j.occurred_at, j.actor, j.payload::text as payload, p.name, p.role
                        from journal j left join person p on p.tenant = j.tenant and p.user_id = j.actor
                        where j.key = :claim and j.tenant = :tenant and j.id > :after
                        order by j.id limit :most""")
                .param("claim", claim.id())
                .param("tenant", claim.tenant())
                .param("after", after == null ? BEGINNING : after)
                .param("most", most)
                .query((row, _) -> item(row, claim))
                .list();
    }

    private TimelineItem item(ResultSet row, ClaimInView claim) throws SQLException {
        String versioned = row.getString("type");
        String type = versioned.replaceFirst("\\.v\\d+$", "");
        JsonNode fact = json.readTree(row.getString("payload"));
        ObjectNode data = json.createObjectNode();
        Telling.of(type).stream().filter(fact::has).forEach(field -> data.set(field, fact.get(field)));
        UUID actor = row.getObject("actor", UUID.class);
        boolean customer = claim.customerId().equals(actor);
        return new TimelineItem(
                row.getObject("id", UUID.class),
                type,
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                actor,
                told(fact, "actorName", customer ? claim.customerName() : row.getString("name")),
                told(fact, "actorRole", customer ? "CUSTOMER" : row.getString("role")),
                data);
    }

    /// What the fact says of its actor is how they were called then; early facts say nothing.
    private static @Nullable String told(JsonNode fact, String field, @Nullable String otherwise) {
        JsonNode value = fact.path(field);
        return value.isString() ? value.stringValue() : otherwise;
    }
}
