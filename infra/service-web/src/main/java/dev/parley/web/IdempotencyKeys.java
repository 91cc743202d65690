package dev.parley.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Makes a repeated POST harmless: same caller, key and content give the first answer again.
///
/// The key, the effect and the answer are one transaction. Two requests at once with the same key: the second waits on
/// the row of the first and then reads its answer. Table `idempotency_key`; rows older than [#KEPT] go with the next.
public final class IdempotencyKeys {
    public static final String HEADER = "Idempotency-Key";
    public static final String REPLAYED = "Idempotency-Replayed";
    static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;

    IdempotencyKeys(JdbcClient jdbc, TransactionTemplate transactions, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /// @param content what makes two requests the same, the path included
    /// @param work runs in the transaction, at most once per key
    /// @throws IdempotencyKeyReused when the key came before with other content
    public <T> ResponseEntity<T> once(
            Caller caller, @Nullable String key, List<?> content, HttpStatus created, Class<T> type, Supplier<T> work) {
        if (key == null) {
            return ResponseEntity.status(created).body(inTransaction(work));
        }
        UUID id = parse(key);
        String hash = hash(content);
        Answer answer = inTransaction(() -> firstOrRepeat(caller, id, hash, work));
        if (!answer.hash().equals(hash)) {
            throw new IdempotencyKeyReused();
        }
        ResponseEntity.BodyBuilder response = ResponseEntity.status(created);
        if (answer.repeated()) {
            response.header(REPLAYED, "true");
        }
        return response.body(json.readValue(answer.body(), type));
    }

    /// @throws InvalidInput when the header is no UUID
    public static UUID parse(String key) {
        try {
            if (key.length() == 36) {
                return UUID.fromString(key);
            }
        } catch (IllegalArgumentException e) {
            throw InvalidInput.of(HEADER, "must be a UUID");
        }
        throw InvalidInput.of(HEADER, "must be a UUID");
    }

    private record Answer(String hash, String body, boolean repeated) {}

    private <T> Answer firstOrRepeat(Caller caller, UUID key, String hash, Supplier<T> work) {
        int inserted = jdbc.sql("""
                        insert into idempotency_key (tenant, user_id, key, content_hash, answer, created_at)
                        values (?, ?, ?, ?, '', ?) on conflict do nothing""")
                .params(caller.tenant(), caller.userId(), key, hash, Timestamp.from(clock.instant()))
                .update();
        if (inserted == 0) {
            return jdbc.sql(
                            "select content_hash, answer from idempotency_key where tenant = ? and user_id = ? and key = ?")
                    .params(caller.tenant(), caller.userId(), key)
                    .query((row, _) -> new Answer(row.getString(1), row.getString(2), true))
                    .single();
        }
        forgetExpired(caller);
        String body = json.writeValueAsString(work.get());
        jdbc.sql("update idempotency_key set answer = ? where tenant = ? and user_id = ? and key = ?")
                .params(body, caller.tenant(), caller.userId(), key)
                .update();
        return new Answer(hash, body, false);
    }

    private void forgetExpired(Caller caller) {
        jdbc.sql("delete from idempotency_key where tenant = ? and user_id = ? and created_at < ?")
                .params(
                        caller.tenant(),
                        caller.userId(),
                        Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = transactions.execute(_ -> work.get());
        if (result == null) {
            throw new IllegalStateException("a request that creates must have an answer");
        }
        return result;
    }

    private String hash(List<?> content) {
        try {
            byte[] bytes = json.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
