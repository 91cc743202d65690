package dev.parley.systemtest.planted;

import dev.parley.systemtest.planted.Fact.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Counts what is unread from events, as consumers do: the topic may repeat itself, and so may a
/// consumer that was killed. It is right because an effect and the note that its event was consumed
/// are committed together.
final class ModelCounts {

    private static final int REPEATED = 2;

    private final Bug bug;
    private final RandomGenerator random;
    private final List<Fact> topic;
    private final List<Entry> counted = new ArrayList<>();
    private final Set<Entry> consumed = new HashSet<>();
    private Optional<Fact> inHand = Optional.empty();
    private int offset;

    ModelCounts(Bug bug, RandomGenerator random, List<Fact> topic) {
        this.bug = bug;
        this.random = random;
        this.topic = topic;
    }

    /// Takes an event, or brings about the effect of the one taken.
    ///
    /// @return false when nothing was waiting
    boolean step() {
        if (inHand.isPresent()) {
            inHand.ifPresent(this::count);
            inHand = Optional.empty();
            return true;
        }
        if (offset >= topic.size()) {
            return false;
        }
        inHand = Optional.of(topic.get(offset++));
        return true;
    }

    private void count(Fact fact) {
        if (fact instanceof Entry entry
                && !entry.key().isEmpty()
                && (consumed.add(entry) || bug == Bug.CONSUMES_TWICE)) {
            counted.add(entry);
        }
    }

    void crash() {
        if (bug == Bug.COMMITS_POSITION_BEFORE_EFFECT) {
            inHand = Optional.empty();
            return;
        }
        int notCommitted = (inHand.isPresent() ? 1 : 0) + random.nextInt(REPEATED + 1);
        inHand = Optional.empty();
        offset = Math.max(0, offset - notCommitted);
    }

    long unread(String conversation, String reader, long position) {
        return counted.stream()
                .filter(entry -> entry.conversation().equals(conversation))
                .filter(entry -> entry.seq() > position && !entry.sender().equals(reader))
                .count();
    }
}
