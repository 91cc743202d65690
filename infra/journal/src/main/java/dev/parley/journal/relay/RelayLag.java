package dev.parley.journal.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/// How old the oldest fact is that was committed and not yet acknowledged by Kafka: 0 while everything is
/// sent. While the relay cannot run it grows from the last moment it could, because what is waiting is then
/// unknown.
final class RelayLag implements MeterBinder {
    private static final long NOTHING = -1;

    private final Clock clock;
    private volatile long oldestWaiting = NOTHING;
    private volatile long downSince = NOTHING;

    RelayLag(Clock clock) {
        this.clock = clock;
    }

    void sending(List<SourceRecord> changes) {
        oldestWaiting = changes.getFirst().value() instanceof Struct envelope
                        && envelope.schema().field("source") != null
                ? envelope.getStruct("source").getInt64("ts_ms")
                : clock.millis();
    }

    void sent() {
        oldestWaiting = NOTHING;
    }

    void running(boolean up) {
        if (up) {
            downSince = NOTHING;
            oldestWaiting = NOTHING;
        } else if (downSince == NOTHING) {
            downSince = clock.millis();
        }
    }

    double seconds() {
        long since = downSince != NOTHING ? downSince : oldestWaiting;
        return since == NOTHING ? 0 : Math.max(0, clock.millis() - since) / 1000.0;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("parley.relay.lag", this::seconds)
                .baseUnit("seconds")
                .description("Age of the oldest committed fact that Kafka has not acknowledged")
                .register(registry);
    }
}
