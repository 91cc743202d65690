package dev.parley.systemtest.planted;

import dev.parley.systemtest.planted.Fact.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is committed; survives every crash. Each method is one moment: what takes longer is built
/// from steps elsewhere.
final class ModelDatabase {

    private static final long BLOCK = 5;

    private final Bug bug;
    private final Map<String, List<Entry>> logs = new HashMap<>();
    private final Map<String, Long> heads = new HashMap<>();
    private final Map<String, Entry> byKey = new HashMap<>();
    private final Map<String, Long> sequence = new HashMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Set<String> locked = new HashSet<>();
    private final List<Fact> journal = new ArrayList<>();
    private final Map<String, Block> blocks = new HashMap<>();

    private record Block(long next, long end) {}

    ModelDatabase(Bug bug) {
        this.bug = bug;
    }

    void open(String conversation, Set<String> who) {
        members.put(conversation, new TreeSet<>(who));
        commit(new Entry(conversation, take(conversation, 0), "", "", "", members(conversation), ""));
    }

    List<Entry> log(String conversation) {
        return logs.getOrDefault(conversation, List.of());
    }

    long head(String conversation) {
        return heads.getOrDefault(conversation, 0L);
    }

    Set<String> members(String conversation) {
        return Set.copyOf(members.getOrDefault(conversation, Set.of()));
    }

    List<Fact> journal() {
        return journal;
    }

    // ---- sends ----

    boolean isLocked(String conversation) {
        return locked.contains(conversation);
    }

    void lock(String conversation) {
        locked.add(conversation);
    }

    void unlock(String conversation) {
        locked.remove(conversation);
    }

    void unlockAll() {
        locked.clear();
    }

    Optional<Entry> byKey(String conversation, String key) {
        return Optional.ofNullable(byKey.get(conversation + " " + key));
    }

    /// The next `seq`. It becomes taken by the commit, unless it comes from a sequence.
    long take(String conversation, int replica) {
        return switch (bug) {
            case TAKES_SEQ_AT_THE_START -> sequence.merge(conversation, 1L, Long::sum);
            case TAKES_SEQ_FROM_BLOCKS -> takeFromBlock(conversation, replica);
            default -> head(conversation) + 1;
        };
    }

    private long takeFromBlock(String conversation, int replica) {
        Block block = blocks.get(conversation + replica);
        if (block == null || block.next == block.end) {
            long end = sequence.merge(conversation, BLOCK, Long::sum) + 1;
            block = new Block(end - BLOCK, end);
        }
        blocks.put(conversation + replica, new Block(block.next + 1, block.end));
        return block.next;
    }

    void commit(Entry entry) {
        logs.computeIfAbsent(entry.conversation(), _ -> new ArrayList<>()).add(entry);
        heads.merge(entry.conversation(), entry.seq(), Math::max);
        byKey.putIfAbsent(entry.conversation() + " " + entry.key(), entry);
        journal.add(entry);
    }

    // ---- members and positions ----

    /// Who is out comes in, who is in goes out. Nobody may be sending.
    void change(String conversation, String person) {
        Set<String> inside = members.computeIfAbsent(conversation, _ -> new TreeSet<>());
        boolean leaves = inside.contains(person);
        Set<String> concerned = new TreeSet<>(inside);
        concerned.add(person);
        if (leaves) {
            inside.remove(person);
        } else {
            inside.add(person);
        }
        long seq = take(conversation, 0);
        commit(new Entry(conversation, seq, "", "", "", Set.copyOf(concerned), leaves ? person : ""));
    }

    long position(String conversation, String reader) {
        return positions.getOrDefault(conversation + " " + reader, 0L);
    }

    /// @return where the position stands then
    long read(String conversation, String reader, long wanted) {
        long before = position(conversation, reader);
        long upTo = bug == Bug.MOVES_POSITIONS_BEYOND_THE_HEAD ? wanted : Math.min(wanted, head(conversation));
        if (upTo <= before && bug != Bug.MOVES_POSITIONS_BACK) {
            return before;
        }
        positions.put(conversation + " " + reader, upTo);
        journal.add(new Fact.Receipt(conversation, reader, upTo, members(conversation)));
        return upTo;
    }
}
