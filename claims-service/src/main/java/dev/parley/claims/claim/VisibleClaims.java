package dev.parley.claims.claim;

import dev.parley.web.Caller;
import dev.parley.web.NotFound;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The way of other features to a claim: customers see their own, staff those of their tenant, anything else is 404.
@Component
public class VisibleClaims {
    private static final String FIND = """
            select c.tenant, c.id, c.reference, c.customer_id, c.customer_name, c.status,
                   coalesce(p.locale, 'en') as customer_locale
            from claim c left join person p on p.tenant = c.tenant and p.user_id = c.customer_id
            where c.tenant = :tenant and c.id = :id and (:staff or c.customer_id = :caller)""";

    private final JdbcClient jdbc;

    VisibleClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @throws NotFound when there is no such claim that the caller may see
    public ClaimInView get(Caller caller, UUID id) {
        return find(FIND, caller, id);
    }

    /// The claim keeps its state until the transaction ends, and facts about it are appended one after the other.
    ///
    /// @throws NotFound when there is no such claim that the caller may see
    public ClaimInView hold(Caller caller, UUID id) {
        return find(FIND + " for no key update of c", caller, id);
    }

    private ClaimInView find(String sql, Caller caller, UUID id) {
        return jdbc.sql(sql)
                .param("tenant", caller.tenant())
                .param("id", id)
                .param("staff", caller.isStaff())
                .param("caller", caller.userId())
                .query((row, _) -> new ClaimInView(
                        row.getString("tenant"),
                        row.getObject("id", UUID.class),
                        row.getString("reference"),
                        row.getObject("customer_id", UUID.class),
                        row.getString("customer_name"),
                        row.getString("customer_locale"),
                        ClaimStatus.valueOf(row.getString("status"))))
                .optional()
                .orElseThrow(NotFound::new);
    }
}
