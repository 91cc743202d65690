package dev.parley.claims.claim;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Human references, `CLM-2026-000042`: counted per tenant and year, so that no tenant learns how busy another is.
///
/// The row is locked until the transaction ends: a rolled-back draft gives its number back.
@Component
class ClaimNumbers {
    private final JdbcClient jdbc;

    ClaimNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String next(String tenant, Instant now) {
        int year = now.atZone(ZoneOffset.UTC).getYear();
        Integer number = jdbc.sql("""
                        insert into claim_number (tenant, year, last_number) values (?, ?, 1)
                        on conflict (tenant, year) do update set last_number = claim_number.last_number + 1
                        returning last_number""").params(tenant, year).query(Integer.class).single();
        return "CLM-%d-%06d".formatted(year, number);
    }
}
