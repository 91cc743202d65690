package dev.parley.messaging.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What the test knows of a conversation. Only the lane that made it changes it; every lane asks it.
final class Talk {
    private static final long STILL = Long.MAX_VALUE;

    final UUID id;
    final String kind;
    final @Nullable UUID claim;
    final @Nullable Person owner;
    final String canary;
    final List<Said> said = new ArrayList<>();
    volatile boolean closed;

    private final Map<Integer, List<long[]>> sight = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicLong> positions = new ConcurrentHashMap<>();

    /// @param owner the customer of its claim, or who made it
    Talk(UUID id, String kind, @Nullable UUID claim, @Nullable Person owner, String canary) {
        this.id = id;
        this.kind = kind;
        this.claim = claim;
        this.owner = owner;
        this.canary = canary;
    }

    /// A message as its sender was told that it is.
    static final class Said {
        final UUID id;
        final Person sender;
        final UUID key;
        final String sent;
        final List<Text> versions = new CopyOnWriteArrayList<>();
        volatile boolean withdrawn;

        Said(UUID id, Person sender, UUID key, String sent, Text text) {
            this.id = id;
            this.sender = sender;
            this.key = key;
            this.sent = sent;
            versions.add(text);
        }

        void gone(boolean forGood) {
            withdrawn = true;
            versions.forEach(text -> text.gone(forGood));
        }
    }

    /// A text with a word that occurs nowhere else.
    static final class Text {
        final String word;
        private volatile long goneAt = STILL;
        volatile boolean erased;

        Text(String word) {
            this.word = word;
        }

        void gone(boolean forGood) {
            goneAt = Math.min(goneAt, System.nanoTime());
            erased |= forGood;
        }

        boolean wasGoneAt(long time) {
            return goneAt <= time;
        }

        boolean isGone() {
            return goneAt != STILL;
        }
    }

    boolean isOfAClaim() {
        return claim != null;
    }

    /// Call it before the request that lets the person in.
    void admit(Person person) {
        sight.computeIfAbsent(person.number(), _ -> new CopyOnWriteArrayList<>())
                .add(new long[] {System.nanoTime(), STILL});
    }

    /// Call it after the answer that put the person out.
    void dismiss(Person person) {
        sight.getOrDefault(person.number(), List.of()).forEach(span -> {
            if (span[1] == STILL) {
                span[1] = System.nanoTime();
            }
        });
    }

    /// At any moment of that time.
    boolean mightBeSeenBy(Person person, long from, long to) {
        return switch (kind) {
            case "CLAIM" -> person.isStaff() || person.equals(owner);
            case "INTERNAL" -> person.isStaff();
            default ->
                sight.getOrDefault(person.number(), List.of()).stream()
                        .anyMatch(span -> span[0] <= to && span[1] >= from);
        };
    }

    boolean isSeenBy(Person person) {
        long now = System.nanoTime();
        return mightBeSeenBy(person, now, now);
    }

    AtomicLong position(Person person) {
        return positions.computeIfAbsent(person.number(), _ -> new AtomicLong());
    }

    @Override
    public String toString() {
        return kind + " " + id + " (" + canary + ")";
    }
}
