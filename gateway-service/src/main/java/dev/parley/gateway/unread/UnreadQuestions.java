package dev.parley.gateway.unread;

import dev.parley.gateway.backend.Messaging;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/// Asks messaging for the numbers that readers of one event loop lack, a few questions at once: one message to a
/// thousand people must not become a thousand questions at the same moment. The others wait their turn; each reader
/// waits at most once.
public final class UnreadQuestions {
    private static final int MOST_UNDER_WAY = 16;

    /// Enough to notice that the crowd is in.
    private static final int IN_A_CROWD = 1;

    private final Messaging messaging;
    private final Executor loop;
    private final Clock clock;
    private final BooleanSupplier isCrowded;
    private final Counter asked;
    private final Queue<UnreadTeller> waiting = new ArrayDeque<>();
    private int underWay;

    /// @param loop the event loop of all that wait here
    /// @param isCrowded whether so many come at once that counting has to wait; asked from the loop
    public UnreadQuestions(
            Messaging messaging, Executor loop, Clock clock, MeterRegistry meters, BooleanSupplier isCrowded) {
        this.messaging = messaging;
        this.loop = loop;
        this.clock = clock;
        this.isCrowded = isCrowded;
        this.asked = Counter.builder("parley.gateway.unread.questions")
                .description("Unread numbers asked of messaging because events alone did not tell them")
                .register(meters);
    }

    void wanted(UnreadTeller teller) {
        waiting.add(teller);
        askNext();
    }

    private void askNext() {
        while (underWay < (isCrowded.getAsBoolean() ? IN_A_CROWD : MOST_UNDER_WAY)) {
            UnreadTeller teller = waiting.poll();
            if (teller == null) {
                return;
            }
            if (!teller.reader().isClosing()) {
                ask(teller);
            }
        }
    }

    private void ask(UnreadTeller teller) {
        underWay++;
        asked.increment();
        messaging
                .unread(teller.reader().token(), teller.ask())
                .thenAccept(answer -> loop.execute(() -> {
                    underWay--;
                    if (!teller.reader().isClosing()) {
                        teller.answered(answer, clock.millis());
                    }
                    askNext();
                }));
    }
}
