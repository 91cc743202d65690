package dev.parley.localstack.status;

import org.jspecify.annotations.Nullable;

/// One process in `./parley status`; the names of the components are those of its JSON.
///
/// @param pid null when it does not run
/// @param memoryBytes proportional set size, children included
/// @param relayLagBytes write-ahead log that the service's relay has not confirmed; null where there is no relay. The
///     replicas of a service have one relay and one consumer group: each row shows the whole
/// @param consumerLag records its consumer group has not committed; null where there is no group
public record ProcessRow(
        String name,
        @Nullable Long pid,
        @Nullable Integer port,
        boolean ready,
        @Nullable Long memoryBytes,
        int restarts,
        @Nullable Long relayLagBytes,
        @Nullable Long consumerLag) {}
