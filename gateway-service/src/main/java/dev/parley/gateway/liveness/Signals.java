package dev.parley.gateway.liveness;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.parley.contracts.Catalogue;
import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.people.ProfileSeen;
import dev.parley.contracts.presence.GatewayAlive;
import dev.parley.contracts.presence.SessionActive;
import dev.parley.contracts.presence.SessionClosed;
import dev.parley.contracts.presence.SessionIdle;
import dev.parley.contracts.presence.SessionOpened;
import dev.parley.contracts.presence.TypingStarted;
import dev.parley.contracts.presence.TypingStopped;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.identity.Profile;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/// Publishes on its own thread; every public method returns at once, whatever Kafka does.
public final class Signals implements SmartLifecycle {
    /// After the web server has stopped: the last sockets have said goodbye by then.
    private static final int PHASE = 0;

    private static final int MOST_WAITING = 65_536;
    private static final int MOST_WAITING_FOR_TYPING = 1_000;
    private static final int MOST_WAITING_FOR_PROFILES = 32_768;
    private static final int MOST_WAITING_FOR_TURNS = 49_152;
    private static final Duration ALIVE_EVERY = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Producer<byte[], byte[]> producer;
    private final Clock clock;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final UUID gatewayId = ids.generate();
    private final LinkedBlockingQueue<Signal> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean running;
    private volatile boolean aliveUnderWay;
    private @Nullable Thread publisher;

    private record Signal(UUID key, DomainEvent event, Instant at) {}

    Signals(Producer<byte[], byte[]> producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    public void sessionOpened(UUID sessionId, Identity who) {
        Instant now = now();
        lasting(
                who.userId(),
                new SessionOpened(
                        who.tenant(),
                        sessionId,
                        gatewayId,
                        who.userId(),
                        who.role().name(),
                        now),
                now);
    }

    public void sessionClosed(UUID sessionId, Identity who) {
        Instant now = now();
        lasting(who.userId(), new SessionClosed(who.tenant(), sessionId, gatewayId, who.userId(), now), now);
    }

    /// @param turn greater with each turn of this session
    /// @param still since when the person has not acted
    /// @return false when it was given up: to be told again
    public boolean sessionIdle(UUID sessionId, Identity who, int turn, Duration still) {
        Instant now = now();
        Instant active = now.minus(still).truncatedTo(ChronoUnit.MILLIS);
        return turned(new SessionIdle(who.tenant(), sessionId, gatewayId, who.userId(), turn, active, now), who, now);
    }

    /// @return false when it was given up: to be told again
    public boolean sessionActive(UUID sessionId, Identity who, int turn) {
        Instant now = now();
        return turned(new SessionActive(who.tenant(), sessionId, gatewayId, who.userId(), turn, now), who, now);
    }

    public void typingStarted(Identity who, UUID conversationId, @Nullable UUID claimId) {
        Instant now = now();
        fleeting(conversationId, new TypingStarted(who.tenant(), conversationId, claimId, who.userId(), now), now);
    }

    public void typingStopped(Identity who, UUID conversationId, @Nullable UUID claimId) {
        Instant now = now();
        fleeting(conversationId, new TypingStopped(who.tenant(), conversationId, claimId, who.userId(), now), now);
    }

    /// @return false when it was given up
    boolean profileSeen(Profile profile) {
        Instant now = now();
        ProfileSeen seen = new ProfileSeen(
                profile.tenant(),
                profile.userId(),
                profile.role().name(),
                profile.name(),
                profile.email(),
                profile.locale(),
                now);
        return offer(new Signal(profile.userId(), seen, now), MOST_WAITING_FOR_PROFILES);
    }

    /// Signals given up because too many were waiting.
    public long dropped() {
        return dropped.get();
    }

    public UUID gatewayId() {
        return gatewayId;
    }

    private void lasting(UUID key, DomainEvent event, Instant now) {
        if (!waiting.offer(new Signal(key, event, now))) {
            dropped.incrementAndGet();
        }
    }

    private void fleeting(UUID key, DomainEvent event, Instant now) {
        offer(new Signal(key, event, now), MOST_WAITING_FOR_TYPING);
    }

    private boolean turned(DomainEvent event, Identity who, Instant now) {
        return offer(new Signal(who.userId(), event, now), MOST_WAITING_FOR_TURNS);
    }

    /// @param most that may be waiting for this kind to be taken
    private boolean offer(Signal signal, int most) {
        if (waiting.size() < most && waiting.offer(signal)) {
            return true;
        }
        dropped.incrementAndGet();
        return false;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void start() {
        running = true;
        publisher = Thread.ofPlatform().name("signals").daemon().start(this::publish);
    }

    @Override
    public void stop() {
        running = false;
        Thread thread = publisher;
        if (thread != null) {
            try {
                thread.join(GOODBYE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        producer.close(GOODBYE);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void publish() {
        // Even when the clock is set back: a gateway that says nothing counts as dead.
        long nextAlive = System.nanoTime();
        while (running || !waiting.isEmpty()) {
            try {
                if (running && System.nanoTime() - nextAlive >= 0) {
                    nextAlive = System.nanoTime() + ALIVE_EVERY.toNanos();
                    alive();
                }
                Signal signal = waiting.poll(running ? 500 : 0, TimeUnit.MILLISECONDS);
                if (signal != null) {
                    untilSent(signal);
                }
            } catch (InterruptedException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("event=signals.failed cause={}", e.getClass().getSimpleName());
            }
        }
    }

    private void alive() {
        if (aliveUnderWay) {
            return;
        }
        aliveUnderWay = true;
        Instant now = now();
        Signal signal = new Signal(gatewayId, new GatewayAlive(DomainEvent.NO_TENANT, gatewayId, now), now);
        try {
            producer.send(record(signal), (_, _) -> aliveUnderWay = false);
        } catch (KafkaException e) {
            aliveUnderWay = false;
        }
    }

    /// What is about a session is tried until Kafka takes it, because presence would believe the
    /// former for ever; a typing signal or a profile once.
    private void untilSent(Signal signal) {
        boolean isOnce = switch (signal.event()) {
            case SessionOpened _, SessionClosed _, SessionIdle _, SessionActive _ -> false;
            default -> true;
        };
        while (true) {
            try {
                producer.send(record(signal));
                return;
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                if (isOnce || !running) {
                    dropped.incrementAndGet();
                    return;
                }
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(Signal signal) {
        DomainEvent event = signal.event();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Catalogue.describe(event.getClass()).topic().topicName(),
                signal.key().toString().getBytes(StandardCharsets.UTF_8),
                JSON.writeValueAsBytes(event));
        CloudEventHeaders.of(ids.generate(), event, signal.key().toString(), signal.at())
                .forEach((name, value) -> record.headers().add(name, value));
        return record;
    }
}
