package dev.parley.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/// What happens to the records of one poll.
///
/// 1. all of them in one transaction: the usual case, and the cheap one;
/// 2. where that fails or a key among them is parked: one by one, in order;
/// 3. a record that fails is tried again, its partition waits; then its key is parked and the record kept as a dead
///    letter, and the records of other keys go on;
/// 4. a database that is away is waited for: the exception makes the container deliver the same records again.
///
/// When this returns, every record is either done or kept, so the offsets may be committed.
final class Consumption implements BatchMessageListener<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(Consumption.class);

    private final EventReader reader;
    private final Inbox inbox;
    private final DeadLetterStore letters;
    private final ConsumerProperties properties;
    private final Runnable afterParking;
    private final CountDownLatch ending = new CountDownLatch(1);

    Consumption(
            EventReader reader,
            Inbox inbox,
            DeadLetterStore letters,
            ConsumerProperties properties,
            Runnable afterParking) {
        this.reader = reader;
        this.inbox = inbox;
        this.letters = letters;
        this.properties = properties;
        this.afterParking = afterParking;
    }

    /// No further pauses: what is not done is delivered again after the next start.
    void end() {
        ending.countDown();
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> polled) {
        List<Received> received =
                polled.stream().map(RawRecord::of).map(reader::read).toList();
        try {
            if (!together(received)) {
                received.forEach(this::alone);
            }
        } catch (RuntimeException e) {
            if (Failures.isOutage(e)) {
                log.atWarn()
                        .addKeyValue("event", "consumer.database-away")
                        .log("The database is away, {} records wait: {}", polled.size(), Failures.nameOf(e));
            }
            throw e;
        }
    }

    private boolean together(List<Received> received) {
        List<Received.Wanted> events = new ArrayList<>(received.size());
        for (Received one : received) {
            switch (one) {
                case Received.Wanted event -> events.add(event);
                case Received.PassedBy _ -> {}
                case Received.Poison _ -> {
                    return false;
                }
            }
        }
        if (events.isEmpty()) {
            return true;
        }
        try {
            return inbox.together(events);
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            if (Failures.isOutage(e)) {
                throw e;
            }
            log.atInfo()
                    .addKeyValue("event", "consumer.batch-failed")
                    .log("A batch of {} events failed and is done one by one: {}", events.size(), Failures.nameOf(e));
            return false;
        }
    }

    private void alone(Received one) {
        switch (one) {
            case Received.Wanted event -> tryAlone(event);
            case Received.PassedBy _ -> {}
            case Received.Poison poison -> park(poison.raw(), poison.failure());
        }
    }

    private void tryAlone(Received.Wanted event) {
        for (int attempt = 1; ; attempt++) {
            try {
                if (inbox.alone(event) == Inbox.Alone.PARKED) {
                    park(event.raw(), DeadLetter.BEHIND);
                }
                return;
            } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
                if (Failures.isOutage(e)) {
                    throw e;
                }
                if (attempt >= properties.tries()) {
                    park(event.raw(), Failures.nameOf(e));
                    return;
                }
                pause(attempt);
            }
        }
    }

    private void park(RawRecord raw, String failure) {
        inbox.transactions().executeWithoutResult(_ -> letters.park(raw, failure));
        log.atError()
                .addKeyValue("event", "consumer.key-parked")
                .log("A record could not be processed and its key is parked ({}): {}", raw, failure);
        afterParking.run();
    }

    private void pause(int attempt) {
        try {
            if (ending.await(properties.pauseAfter(attempt).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the consumer ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the consumer ends", e);
        }
    }
}
