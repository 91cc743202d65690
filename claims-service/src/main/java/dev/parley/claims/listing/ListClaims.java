package dev.parley.claims.listing;

import dev.parley.claims.claim.Amount;
import dev.parley.claims.claim.Category;
import dev.parley.claims.claim.ClaimStatus;
import dev.parley.claims.claim.ClaimView;
import dev.parley.claims.claim.Priority;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// One page, one statement; a search has another one before it.
@Component
class ListClaims {
    private static final String COLUMNS = "id, reference, tenant, customer_id, customer_name, title, category,"
            + " description, status, priority, tags, assignee_id, amount_value, amount_currency, attributes,"
            + " conversation_id, created_at, submitted_at, updated_at, version, priority_rank";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ListClaims(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// @param position where the claim stands in the order
    record Row(ClaimView claim, ClaimSort.Position position) {}

    /// @param after the end of the page before; null for the first
    /// @param most how many rows
    List<Row> page(String tenant, ClaimFilter filter, ClaimSort sort, ClaimSort.@Nullable Position after, int most) {
        if (filter.words() != null && filter.words().isEmpty()) {
            return List.of();
        }
        if (filter.words() != null) {
            // How many claims have a word decides between two ways; a plan made for any word would know neither.
            jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
        }
        Map<String, Object> parameters = new HashMap<>();
        String sql = sql(tenant, filter, sort, after, most, parameters);
        return jdbc.sql(sql)
                .params(parameters)
                .query((row, _) -> row(row, sort))
                .list();
    }

    static String sql(
            String tenant,
            ClaimFilter filter,
            ClaimSort sort,
            ClaimSort.@Nullable Position after,
            int most,
            Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder(" where tenant = :tenant");
        parameters.put("tenant", tenant);
        parameters.put("most", most);
        narrow(where, parameters, " and customer_id = :ownerId", "ownerId", filter.ownerId());
        narrow(where, parameters, " and customer_id = :customerId", "customerId", filter.customerId());
        narrow(where, parameters, " and assignee_id = :assigneeId", "assigneeId", filter.assigneeId());
        if (filter.unassigned()) {
            where.append(" and assignee_id is null");
        }
        narrow(where, parameters, " and created_at >= :from", "from", utc(filter.from()));
        narrow(where, parameters, " and created_at < :to", "to", utc(filter.to()));
        if (filter.words() != null) {
            String query =
                    filter.words().stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
            narrow(where, parameters, " and words @@ to_tsquery('parley_words', :words)", "words", query);
        }
        StringBuilder rest = new StringBuilder();
        if (after != null) {
            parameters.put("afterValue", after.value());
            narrow(rest, parameters, sort.after(), "afterId", after.id());
        }
        return select(filter, sort, where, rest.toString(), parameters);
    }

    /// What one person has is few: it is taken whole by their index and then sorted, unless the index is
    /// in that order itself. `offset 0` keeps the planner from walking through everybody's claims instead.
    ///
    /// Several statuses are several ranges of an index, each in order: a page of each, merged, is the page.
    /// One range of all claims would be read to its end to find a rare status.
    private static String select(
            ClaimFilter filter, ClaimSort sort, StringBuilder where, String rest, Map<String, Object> parameters) {
        String rows = "select " + COLUMNS + (filter.words() == null ? " from claim" : " from searchable_claim") + where;
        String page = sort.orderBy() + " limit :most";
        boolean ofOnePerson = filter.ownerId() != null || filter.customerId() != null || filter.assigneeId() != null;
        if (!filter.statuses().isEmpty()) {
            parameters.put(
                    "statuses", filter.statuses().stream().map(Enum::name).toArray(String[]::new));
            if (!ofOnePerson) {
                return "select " + COLUMNS + " from unnest(:statuses::text[]) as wanted(one) cross join lateral ("
                        + rows + " and status = wanted.one" + rest + page + ") as found" + page;
            }
            rows += " and status = any(:statuses)";
        }
        return ofOnePerson && !sort.column().equals("created_at")
                ? "select " + COLUMNS + " from (" + rows + " offset 0) as theirs where true" + rest + page
                : rows + rest + page;
    }

    private static void narrow(
            StringBuilder where,
            Map<String, Object> parameters,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            where.append(condition);
            parameters.put(name, value);
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private Row row(ResultSet row, ClaimSort sort) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Object value = sort.column().equals("priority_rank")
                ? (Object) row.getShort("priority_rank")
                : row.getObject(sort.column(), OffsetDateTime.class);
        return new Row(view(id, row), new ClaimSort.Position(value, id));
    }

    private ClaimView view(UUID id, ResultSet row) throws SQLException {
        BigDecimal value = row.getBigDecimal("amount_value");
        return new ClaimView(
                id,
                row.getString("reference"),
                row.getString("tenant"),
                row.getObject("customer_id", UUID.class),
                row.getString("customer_name"),
                row.getString("title"),
                Category.valueOf(row.getString("category")),
                row.getString("description"),
                ClaimStatus.valueOf(row.getString("status")),
                Priority.valueOf(row.getString("priority")),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getObject("assignee_id", UUID.class),
                value == null ? null : new Amount(value, row.getString("amount_currency")),
                json.readTree(row.getString("attributes")),
                row.getObject("conversation_id", UUID.class),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "submitted_at"),
                Objects.requireNonNull(instant(row, "updated_at")),
                row.getLong("version"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
