package dev.parley.gateway.unread;

import dev.parley.gateway.fanout.UnreadNews;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How much is unread for one person, followed event by event from a snapshot of messaging's.
///
/// A conversation that is not held has nothing unread. Of one that is held, `unread` is exact as of `head` and
/// `readUpTo`, until something comes that only messaging can weigh: a hole in the log, an entry of a conversation that
/// was not held, a message that is gone, a position that rose half way. Then the tally is *in doubt*: it keeps
/// what the client was told, and waits for an answer that knows at least as much as was heard meanwhile.
///
/// ```text
///  not held ──others' message──▶ in doubt ◀──hole, gone, half read, part taken── exact
///      ▲                            │ answer reaches what was heard, or all read    ▲ │ next entry: +1 or +0
///      └── nothing unread, others held since ───────────────────────────────────────┘◀┘
/// ```
/// Invariant: once no tally is in doubt and nothing waits to be told, the numbers told are those a recount would give.
///
/// Bounded by [Bounds]: what is unread beyond is only part of the total, and every change is then asked for as a whole.
/// Confined to one event loop.
final class UnreadCounts {
    /// @param mostHeld conversations
    /// @param mostResting of them with nothing unread, more or less
    /// @param mostAsked conversations named in one question; messaging takes no more
    record Bounds(int mostHeld, int mostResting, int mostAsked) {}

    private static final Bounds BOUNDS = new Bounds(500, 16, 50);

    private final UUID userId;
    private final Bounds bounds;
    private final SequencedMap<UUID, UnreadTally> tallies = new LinkedHashMap<>(4, 0.75f, true);
    private final Set<UUID> changed = new HashSet<>(4);

    /// What the question under way is about: nobody in particular means everything; null when none is under way.
    private @Nullable List<UUID> asked = List.of();

    /// Whether everything was answered once: without that there is no total to tell.
    private boolean isComplete;

    private boolean everythingInDoubt;
    private int inDoubt;
    private int sweepAt;

    /// The sum of what the client was told, with `elsewhere`.
    private long told;

    /// What the client was told last of that sum.
    private long toldTotal;

    /// Unread in conversations that are not held because there are too many; they are part of `told`.
    private long elsewhere;

    private boolean crowded;

    /// What the client must be told.
    record Change(UUID conversationId, long unread, long total) {}

    /// The first question, about everything, counts as asked.
    UnreadCounts(UUID userId) {
        this(userId, BOUNDS);
    }

    UnreadCounts(UUID userId, Bounds bounds) {
        this.userId = userId;
        this.bounds = bounds;
        this.sweepAt = 2 * bounds.mostResting;
    }

    // ---- events ----

    void heard(UnreadNews news) {
        UnreadTally tally = tallies.get(news.conversationId());
        if (tally == null || tally.over) {
            if (mayMatter(news)) {
                beginDoubt(news);
            }
            return;
        }
        switch (news) {
            case UnreadNews.Read read -> read(tally, read);
            case UnreadNews.OfEntry entry -> entry(tally, entry);
        }
    }

    /// Where nothing is unread, only what adds to it matters. Unless an answer about everything is on its way that may
    /// be older than the event, or the conversation is one of too many: then something may be unread there.
    private boolean mayMatter(UnreadNews news) {
        boolean mayBeUnread = crowded || isEverythingAsked();
        return switch (news) {
            case UnreadNews.Written written -> !written.senderId().equals(userId);
            case UnreadNews.PartTaken part -> isMine(part);
            case UnreadNews.Gone _ -> mayBeUnread;
            case UnreadNews.Read read -> mayBeUnread && read.readerId().equals(userId);
            case UnreadNews.Other _ -> false;
        };
    }

    private boolean isEverythingAsked() {
        return asked != null && asked.isEmpty();
    }

    private boolean isMine(UnreadNews.PartTaken part) {
        return part.userId() == null || part.userId().equals(userId);
    }

    private void beginDoubt(UnreadNews news) {
        UnreadTally tally = tallies.get(news.conversationId());
        if (tally == null) {
            if (!makeRoom()) {
                everythingInDoubt = true;
                return;
            }
            tally = new UnreadTally();
            tally.told = crowded ? UnreadTally.UNKNOWN : 0;
            tallies.put(news.conversationId(), tally);
        }
        tally.over = false;
        tally.head = news instanceof UnreadNews.OfEntry entry ? entry.seq() : 0;
        tally.readUpTo = news instanceof UnreadNews.Read read ? read.upToSeq() : 0;
        tally.heardSinceAsked = true;
        putInDoubt(tally);
    }

    /// The conversation that nothing was heard of for longest goes on as a part of the total.
    private boolean makeRoom() {
        if (tallies.size() < bounds.mostHeld) {
            return true;
        }
        Iterator<UnreadTally> eldestFirst = tallies.values().iterator();
        while (eldestFirst.hasNext()) {
            UnreadTally tally = eldestFirst.next();
            if (tally.isSettled()) {
                // An answer on its way may know less of it than is forgotten here.
                everythingInDoubt |= isEverythingAsked();
                elsewhere += tally.told;
                crowded |= tally.told > 0;
                eldestFirst.remove();
                return true;
            }
        }
        return false;
    }

    private void entry(UnreadTally tally, UnreadNews.OfEntry entry) {
        if (entry.seq() <= tally.head) {
            return;
        }
        boolean isNext = entry.seq() == tally.head + 1;
        tally.head = entry.seq();
        tally.heardSinceAsked = true;
        if (tally.inDoubt) {
            return;
        }
        if (!isNext || isDoubtful(tally, entry)) {
            putInDoubt(tally);
        } else if (entry instanceof UnreadNews.Written written
                && !written.senderId().equals(userId)
                && written.seq() > tally.readUpTo) {
            set(written.conversationId(), tally, tally.unread + 1);
        }
    }

    private boolean isDoubtful(UnreadTally tally, UnreadNews.OfEntry entry) {
        return switch (entry) {
            case UnreadNews.Gone gone -> tally.unread > 0 && gone.messageSeq() > tally.readUpTo;
            case UnreadNews.PartTaken part -> isMine(part);
            case UnreadNews.Written _ -> false;
            case UnreadNews.Other _ -> false;
        };
    }

    /// Receipts travel on another topic than entries: a position may be ahead of what was heard of the log.
    private void read(UnreadTally tally, UnreadNews.Read read) {
        if (!read.readerId().equals(userId) || read.upToSeq() <= tally.readUpTo) {
            return;
        }
        tally.readUpTo = read.upToSeq();
        tally.heardSinceAsked = true;
        // What was a part of the total only can be taken out of it by an answer about everything, and nothing else.
        boolean isApart = !tally.inDoubt || tally.told != UnreadTally.UNKNOWN;
        if (tally.readUpTo >= tally.head && isApart) {
            settle(read.conversationId(), tally, 0);
        } else if (tally.unread > 0) {
            putInDoubt(tally);
        }
    }

    // ---- questions ----

    boolean hasQuestion() {
        return asked == null && (everythingInDoubt || inDoubt > 0);
    }

    /// To be called only with [#hasQuestion]; an answer or a failure must follow.
    ///
    /// @return the conversations in doubt; none means everything
    List<UUID> ask() {
        List<UUID> ids = new ArrayList<>();
        tallies.forEach((id, tally) -> {
            tally.heardSinceAsked = false;
            if (tally.inDoubt) {
                ids.add(id);
            }
        });
        asked = everythingInDoubt || crowded || ids.size() > bounds.mostAsked ? List.of() : ids;
        everythingInDoubt = false;
        return asked;
    }

    void failed() {
        everythingInDoubt |= isEverythingAsked();
        asked = null;
    }

    /// The answer to the first question, as the client itself got it: nothing of it needs to be told again.
    void begun(UnreadAnswer answer) {
        for (UnreadAnswer.Row row : answer.rows()) {
            UnreadTally tally = tallies.get(row.conversationId());
            if (tally != null) {
                tally.told = row.unread();
                told += row.unread();
            }
        }
        answered(answer, true);
        toldTotal = told;
    }

    void answered(UnreadAnswer answer) {
        answered(answer, crowded);
    }

    private void answered(UnreadAnswer answer, boolean isTold) {
        List<UUID> about = asked == null ? List.of() : asked;
        boolean isEverything = about.isEmpty();
        asked = null;
        Set<UUID> unlisted = new HashSet<>(isEverything ? tallies.keySet() : about);
        long notHeld = 0;
        for (UnreadAnswer.Row row : answer.rows()) {
            unlisted.remove(row.conversationId());
            UnreadTally tally = tallies.get(row.conversationId());
            if (tally != null) {
                weigh(row, tally);
            } else if (isEverything && tallies.size() < bounds.mostHeld) {
                take(row, isTold);
            } else {
                notHeld += row.unread();
            }
        }
        if (isEverything) {
            isComplete = true;
            told += notHeld - elsewhere;
            elsewhere = notHeld;
            crowded = notHeld > 0;
        }
        unlisted.forEach(this::weighUnlisted);
        sweep();
    }

    private void take(UnreadAnswer.Row row, boolean isTold) {
        UnreadTally tally = new UnreadTally();
        tallies.put(row.conversationId(), tally);
        tally.head = row.headSeq();
        tally.readUpTo = row.upToSeq();
        if (isTold) {
            tally.told = row.unread();
            told += row.unread();
        }
        set(row.conversationId(), tally, row.unread());
    }

    /// An answer that knows less than was heard changes nothing: it is asked again, or what was followed stays.
    private void weigh(UnreadAnswer.Row row, UnreadTally tally) {
        if (tally.isKnownTo(row)) {
            tally.head = row.headSeq();
            tally.readUpTo = row.upToSeq();
            tally.over = false;
            settle(row.conversationId(), tally, row.unread());
        }
    }

    /// Not listed: no part taken, or nothing unread. It says nothing about what was heard after the question.
    private void weighUnlisted(UUID conversationId) {
        UnreadTally tally = tallies.get(conversationId);
        if (tally == null || (tally.heardSinceAsked && !tally.inDoubt && tally.unread == 0)) {
            return;
        }
        if (tally.heardSinceAsked) {
            putInDoubt(tally);
        } else if (tally.inDoubt || tally.unread > 0) {
            tally.over = true;
            settle(conversationId, tally, 0);
            changed.add(conversationId);
        }
    }

    // ---- telling ----

    boolean hasChanges() {
        return isComplete && (!changed.isEmpty() || toldTotal != told);
    }

    /// The last number of each conversation in which it is another than the client knows.
    List<Change> changes() {
        if (!isComplete) {
            return List.of();
        }
        Map<UUID, Long> news = new LinkedHashMap<>();
        for (UUID id : changed) {
            UnreadTally tally = tallies.get(id);
            if (tally == null || tally.inDoubt) {
                continue;
            }
            if (tally.told != tally.unread) {
                told += tally.unread - Math.max(0, tally.told);
                tally.told = tally.unread;
                news.put(id, tally.unread);
            }
            if (tally.over) {
                tallies.remove(id);
            }
        }
        changed.clear();
        if (news.isEmpty() && toldTotal != told) {
            // What changed is not held by itself: any other conversation carries the total.
            tallies.forEach((id, tally) -> {
                if (news.isEmpty() && tally.isSettled()) {
                    news.put(id, tally.unread);
                }
            });
        }
        toldTotal = told;
        sweep();
        List<Change> changes = new ArrayList<>(news.size());
        news.forEach((id, unread) -> changes.add(new Change(id, unread, told)));
        return changes;
    }

    int held() {
        return tallies.size();
    }

    // ---- tallies ----

    private void sweep() {
        if (tallies.size() < sweepAt || isEverythingAsked()) {
            return;
        }
        int resting = 0;
        Iterator<UnreadTally> newestFirst = tallies.sequencedValues().reversed().iterator();
        while (newestFirst.hasNext()) {
            UnreadTally tally = newestFirst.next();
            if (tally.isSettled() && tally.unread == 0 && ++resting > bounds.mostResting) {
                newestFirst.remove();
            }
        }
        sweepAt = tallies.size() + bounds.mostResting;
    }

    private void putInDoubt(UnreadTally tally) {
        if (!tally.inDoubt) {
            tally.inDoubt = true;
            inDoubt++;
        }
    }

    private void settle(UUID conversationId, UnreadTally tally, long unread) {
        if (tally.inDoubt) {
            tally.inDoubt = false;
            inDoubt--;
        }
        set(conversationId, tally, unread);
    }

    private void set(UUID conversationId, UnreadTally tally, long unread) {
        tally.unread = unread;
        if (tally.told != unread) {
            changed.add(conversationId);
        }
    }
}
