package dev.parley.localstack.status;

import dev.parley.localstack.process.ProcessId;
import dev.parley.localstack.stack.Component;
import dev.parley.localstack.stack.Components;
import dev.parley.localstack.stack.Probe;
import dev.parley.localstack.stack.Replica;
import dev.parley.localstack.stack.RunRecord;
import dev.parley.localstack.stack.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The state of all processes of a checkout's stack.
public record StackStatus(List<ProcessRow> rows, boolean supervised) {

    /// @param lags whether to ask PostgreSQL and Kafka how far relays and consumers are behind
    public static StackStatus of(Components components, boolean lags) {
        StackSettings settings = components.settings();
        List<RunRecord> alive = RunRecord.alive(components.workspace());
        List<String> names = names(components);
        boolean running = alive.stream().anyMatch(record -> names.contains(record.name()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Map<String, Long>> relay = lags && runs(alive, Components.POSTGRES)
                    ? CompletableFuture.supplyAsync(() -> Lags.relayBytes(components.postgresConfig()), threads)
                    : CompletableFuture.completedFuture(Map.of());
            CompletableFuture<Map<String, Long>> consumers = lags && runs(alive, Components.KAFKA)
                    ? CompletableFuture.supplyAsync(() -> Lags.consumerRecords(settings.kafkaBootstrap()), threads)
                    : CompletableFuture.completedFuture(Map.of());
            var rows = new ArrayList<CompletableFuture<ProcessRow>>();
            if (running) {
                for (String name : names) {
                    Optional<RunRecord> record = alive.stream()
                            .filter(found -> found.name().equals(name))
                            .findFirst();
                    rows.add(CompletableFuture.supplyAsync(
                            () -> row(name, record, components, relay, consumers), threads));
                }
            }
            return new StackStatus(
                    rows.stream().map(CompletableFuture::join).toList(), runs(alive, Component.SUPERVISOR));
        }
    }

    /// Before anything was ever started.
    public static StackStatus nothing() {
        return new StackStatus(List.of(), false);
    }

    /// True when at least one process of the stack runs.
    public boolean running() {
        return !rows.isEmpty();
    }

    public boolean allReady() {
        return running() && rows.stream().allMatch(ProcessRow::ready);
    }

    private static boolean runs(List<RunRecord> alive, String name) {
        return alive.stream().anyMatch(record -> record.name().equals(name));
    }

    private static List<String> names(Components components) {
        var names = new ArrayList<String>();
        components.scale().replicas().map(Replica::name).forEach(names::add);
        names.addAll(List.of(Components.SIGN_IN, Components.KAFKA, Components.POSTGRES, Component.SUPERVISOR));
        return names;
    }

    private static ProcessRow row(
            String name,
            Optional<RunRecord> record,
            Components components,
            CompletableFuture<Map<String, Long>> relay,
            CompletableFuture<Map<String, Long>> consumers) {
        Integer port = port(name, components.settings());
        if (record.isEmpty()) {
            int restarts = RunRecord.of(components.workspace(), name)
                    .map(RunRecord::restarts)
                    .orElse(0);
            return new ProcessRow(name, null, port, false, null, restarts, null, null);
        }
        RunRecord found = record.get();
        boolean ready = ready(name, components);
        long memory = memory(found.process(), name);
        Optional<Replica> replica = Replica.named(name);
        Long relayLag = replica.map(known -> relay.join().get(known.service().shortName()))
                .orElse(null);
        Long consumerLag = replica.isPresent()
                ? consumerLag(consumers.join(), replica.get().service().service())
                : null;
        return new ProcessRow(name, found.pid(), port, ready, memory, found.restarts(), relayLag, consumerLag);
    }

    /// A service may have more than one group; their names begin with the service's.
    private static @Nullable Long consumerLag(Map<String, Long> groups, String service) {
        List<Long> own = groups.entrySet().stream()
                .filter(group -> group.getKey().startsWith(service))
                .map(Map.Entry::getValue)
                .toList();
        return own.isEmpty() ? null : own.stream().mapToLong(Long::longValue).sum();
    }

    private static long memory(ProcessId process, String name) {
        return name.equals(Components.POSTGRES)
                ? process.family().stream().mapToLong(ProcessId::memoryBytes).sum()
                : process.memoryBytes();
    }

    private static boolean ready(String name, Components components) {
        StackSettings settings = components.settings();
        return switch (name) {
            case Component.SUPERVISOR -> true;
            case Components.POSTGRES ->
                Probe.postgres(components.postgresConfig()).ready();
            case Components.KAFKA -> Probe.connects(settings.kafkaPort());
            case Components.SIGN_IN ->
                Probe.http(settings.signInPort(), "/dev/jwks.json").ready();
            default ->
                Replica.named(name)
                        .map(replica -> Probe.http(settings.managementPort(replica), "/health/readiness")
                                .ready())
                        .orElse(false);
        };
    }

    private static @Nullable Integer port(String name, StackSettings settings) {
        return switch (name) {
            case Component.SUPERVISOR -> null;
            case Components.POSTGRES -> settings.postgresPort();
            case Components.KAFKA -> settings.kafkaPort();
            case Components.SIGN_IN -> settings.signInPort();
            default -> Replica.named(name).map(settings::port).orElse(null);
        };
    }
}
