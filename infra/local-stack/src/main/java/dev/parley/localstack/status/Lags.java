package dev.parley.localstack.status;

import dev.parley.localstack.postgres.PostgresConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/// How far relays and consumers are behind.
final class Lags {

    private static final int MILLIS = 1_300;

    private Lags() {}

    /// Bytes of write-ahead log that each database's replication slots have not confirmed, by database name; empty when
    /// PostgreSQL does not answer.
    static Map<String, Long> relayBytes(PostgresConfig config) {
        String query = """
                SELECT database, max(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn))::bigint
                FROM pg_replication_slots WHERE slot_type = 'logical' GROUP BY database""";
        String url = config.jdbcUrl("postgres") + "?connectTimeout=1&socketTimeout=1&ApplicationName=status";
        var lags = new HashMap<String, Long>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", config.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                lags.put(rows.getString(1), Math.max(0, rows.getLong(2)));
            }
        } catch (SQLException notAnswering) {
            return Map.of();
        }
        return lags;
    }

    /// Records each consumer group has still to read, by group name; empty when Kafka does not answer.
    static Map<String, Long> consumerRecords(String bootstrap) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap,
                "request.timeout.ms", Integer.toString(MILLIS),
                "default.api.timeout.ms", Integer.toString(MILLIS));
        try (Admin admin = Admin.create(settings)) {
            Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(admin);
            Set<TopicPartition> partitions = committed.values().stream()
                    .flatMap(offsets -> offsets.keySet().stream())
                    .collect(Collectors.toSet());
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                            partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())))
                    .all()
                    .get(MILLIS, TimeUnit.MILLISECONDS);
            var lags = new HashMap<String, Long>();
            committed.forEach((group, offsets) -> lags.put(group, behind(offsets, ends)));
            return lags;
        } catch (ExecutionException | TimeoutException notAnswering) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private static Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> groups = admin.listGroups().valid().get(MILLIS, TimeUnit.MILLISECONDS).stream()
                .filter(group -> !group.groupState().equals(Optional.of(GroupState.DEAD)))
                .map(group -> group.groupId())
                .toList();
        return groups.isEmpty()
                ? Map.of()
                : admin.listConsumerGroupOffsets(groups.stream()
                                .collect(Collectors.toMap(group -> group, _ -> new ListConsumerGroupOffsetsSpec())))
                        .all()
                        .get(MILLIS, TimeUnit.MILLISECONDS);
    }

    private static long behind(
            Map<TopicPartition, OffsetAndMetadata> offsets, Map<TopicPartition, ListOffsetsResultInfo> ends) {
        long behind = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : offsets.entrySet()) {
            ListOffsetsResultInfo end = ends.get(offset.getKey());
            if (end != null && offset.getValue() != null) {
                behind += Math.max(0, end.offset() - offset.getValue().offset());
            }
        }
        return behind;
    }
}
