package dev.parley.journal.relay;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/// What a person does when Kafka and the journal differ; on the management port only.
///
/// | call | body | answer |
/// |---|---|---|
/// | `GET /journal` | | how the relay stands |
/// | `POST /journal/gap-scan` | `{"since": "2026-01-31T08:00:00Z"}` | facts that are not on their topics |
/// | `POST /journal/republish` | `{"since": "…"}` what is missing since then · `{"key": "<uuid>"}` all of a key ·
/// `{"from": "…", "until": "…"}` all of a time span | how many were sent |
/// | `POST /journal/recreate-slot` | `{}` | a new slot in place of a lost one; the relay goes on by itself |
@Endpoint(id = "journal")
public final class RepairEndpoint {
    /// A gap scan answers with this many facts at most; the count is exact.
    private static final int LISTED = 1_000;

    private final Relay relay;
    private final RelayLag lag;
    private final ReplicationSlot slot;
    private final GapScan gapScan;
    private final Republish republish;

    RepairEndpoint(Relay relay, RelayLag lag, ReplicationSlot slot, GapScan gapScan, Republish republish) {
        this.relay = relay;
        this.lag = lag;
        this.slot = slot;
        this.gapScan = gapScan;
        this.republish = republish;
    }

    public record Standing(
            RelayState state,
            double lagSeconds,
            String slot,
            @Nullable String reason) {}

    public record Gap(Instant since, long journalRows, long missing, List<GapScan.Missing> first) {}

    public record Sent(long sent) {}

    @ReadOperation
    public Standing standing() {
        return new Standing(relay.state(), lag.seconds(), slot.name(), relay.lostBecause());
    }

    @WriteOperation
    public Object repair(
            @Selector String action,
            @Nullable Instant since,
            @Nullable UUID key,
            @Nullable Instant from,
            @Nullable Instant until) {
        return switch (action) {
            case "gap-scan" -> gap(required(since, "since"));
            case "republish" -> new Sent(sendAgain(since, key, from, until));
            case "recreate-slot" -> recreated();
            default -> throw bad("gap-scan, republish or recreate-slot", "no such action");
        };
    }

    private Standing recreated() {
        if (relay.state() != RelayState.LOST) {
            throw bad("a relay that says LOST", "the slot is not lost");
        }
        slot.recreate();
        return standing();
    }

    private Gap gap(Instant since) {
        GapScan.Report report = gapScan.scan(since);
        return new Gap(
                since,
                report.journalRows(),
                report.missing().size(),
                report.missing().stream().limit(LISTED).toList());
    }

    private long sendAgain(
            @Nullable Instant since, @Nullable UUID key, @Nullable Instant from, @Nullable Instant until) {
        relay.reopen();
        return send(since, key, from, until);
    }

    private long send(@Nullable Instant since, @Nullable UUID key, @Nullable Instant from, @Nullable Instant until) {
        if (since != null) {
            return republish.missingSince(since);
        }
        if (key != null) {
            return republish.key(key);
        }
        return republish.between(required(from, "since, key or from"), required(until, "until"));
    }

    private static Instant required(@Nullable Instant value, String name) {
        if (value == null) {
            throw bad(name, name + " is missing");
        }
        return value;
    }

    private static InvalidEndpointRequestException bad(String wanted, String reason) {
        return new InvalidEndpointRequestException(reason + "; wanted: " + wanted, reason);
    }
}
