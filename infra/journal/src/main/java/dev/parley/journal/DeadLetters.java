package dev.parley.journal;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a person does with records that could not be processed. After a replay everything is as if they had been
/// processed the first time: the records of a key run in the order of their arrival.
public final class DeadLetters {
    private final DeadLetterStore store;
    private final Inbox inbox;
    private final EventReader reader;

    DeadLetters(DeadLetterStore store, Inbox inbox, EventReader reader) {
        this.store = store;
        this.inbox = inbox;
        this.reader = reader;
    }

    /// @param replayed how many records were processed
    /// @param waiting how many of the key still wait; 0 = the key flows again
    /// @param failure why the first of those could not be processed
    public record Replay(
            int replayed, int waiting, @Nullable String failure) {}

    /// In the order of arrival.
    public List<DeadLetter> waiting(int limit) {
        return store.waiting(limit);
    }

    /// Replays the key of this letter: a single record of a key never overtakes those before it.
    ///
    /// @throws NoSuchElementException when there is no such letter
    public Replay replay(long id) {
        DeadLetter letter = required(id).letter();
        return replay(letter.topic(), letter.key());
    }

    /// Replays what waits of a key, each record in a transaction of its own, up to the first that fails again.
    public Replay replay(String topic, String key) {
        int replayed = 0;
        while (true) {
            Step step;
            try {
                step = next(topic, key);
            } catch (RuntimeException e) {
                if (Failures.isOutage(e)) {
                    throw e;
                }
                return new Replay(replayed, store.countWaiting(topic, key), Failures.nameOf(e));
            }
            switch (step) {
                case Step.Done _ -> replayed++;
                case Step.Nothing _ -> {
                    return new Replay(replayed, 0, null);
                }
                case Step.Failed failed -> {
                    return new Replay(replayed, store.countWaiting(topic, key), failed.failure());
                }
            }
        }
    }

    /// Gives a record up. Its key flows again when nothing else of it waits.
    ///
    /// @throws NoSuchElementException when there is no such letter, or it was settled before
    public void discard(long id) {
        inbox.transactions().executeWithoutResult(_ -> {
            DeadLetterStore.Kept kept = required(id);
            inbox.lockParked(kept.raw());
            if (!store.settle(id, DeadLetter.State.DISCARDED)) {
                throw new NoSuchElementException("dead letter " + id + " does not wait");
            }
            UUID event = kept.letter().eventId();
            if (event != null) {
                inbox.giveUp(event);
            }
            store.unparkWhenEmpty(kept.letter().topic(), kept.letter().key());
        });
    }

    private sealed interface Step {
        record Done() implements Step {}

        record Nothing() implements Step {}

        record Failed(String failure) implements Step {}
    }

    private Step next(String topic, String key) {
        Step step = inbox.transactions().execute(status -> {
            // The lock is taken before looking: a consumer adds to the key's letters under the same lock.
            inbox.lockParked(topic, key);
            DeadLetterStore.Kept kept = store.firstWaiting(topic, key).orElse(null);
            if (kept == null) {
                store.unparkWhenEmpty(topic, key);
                return new Step.Nothing();
            }
            switch (reader.read(kept.raw())) {
                case Received.Wanted event -> inbox.handleOnce(event, status);
                case Received.PassedBy _ -> {}
                case Received.Poison poison -> {
                    return new Step.Failed(poison.failure());
                }
            }
            store.settle(kept.letter().id(), DeadLetter.State.REPLAYED);
            store.unparkWhenEmpty(topic, key);
            return new Step.Done();
        });
        return step == null ? new Step.Nothing() : step;
    }

    private DeadLetterStore.Kept required(long id) {
        return store.find(id).orElseThrow(() -> new NoSuchElementException("no dead letter " + id));
    }
}
