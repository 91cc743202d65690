package dev.parley.systemtest.planted;

import dev.parley.systemtest.planted.Fact.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Works on sends, each in four steps with others between them, and relays the journal. A crash
/// forgets what is under way, and makes the relay publish again what it published last.
final class ModelMessaging {

    private static final String NOT_ALLOWED = "!";
    private static final double ROLLED_BACK = 0.1;
    private static final double ANSWER_LOST = 0.1;
    private static final int PUBLISHED_AGAIN = 3;

    private final Bug bug;
    private final RandomGenerator random;
    private final ModelDatabase database;
    private final List<Fact> topic = new ArrayList<>();
    private final List<Work> underWay = new ArrayList<>();
    private int relayed;
    private boolean isCalm;

    ModelMessaging(Bug bug, RandomGenerator random, ModelDatabase database) {
        this.bug = bug;
        this.random = random;
        this.database = database;
    }

    /// What a client is told.
    interface Answers {

        void acknowledged(long seq);

        void refused();

        void unknown();
    }

    record Request(String client, String conversation, String key, String text, Answers answers) {}

    private enum Step {
        BEGIN,
        STORE,
        COMMIT,
        PUBLISH,
        ANSWER
    }

    /// One send on its way through the service.
    private static final class Work {

        private final Request request;
        private final int replica;
        private Step step = Step.BEGIN;
        private boolean holdsLock;
        private Optional<Entry> entry = Optional.empty();
        private Consumer<Answers> answer = Answers::unknown;
        private long seq;

        Work(Request request, int replica) {
            this.request = request;
            this.replica = replica;
        }
    }

    static String notAllowed(String words) {
        return NOT_ALLOWED + words;
    }

    /// No more chance failures: what is under way comes to its end.
    void calm() {
        isCalm = true;
    }

    List<Fact> topic() {
        return topic;
    }

    void send(Request request) {
        underWay.add(new Work(request, random.nextInt(2)));
    }

    boolean isWorkingOn(String conversation) {
        return underWay.stream().anyMatch(work -> work.request.conversation().equals(conversation));
    }

    /// @return false when nothing could be done
    boolean step() {
        List<Work> ready = underWay.stream().filter(this::mayGoOn).toList();
        if (ready.isEmpty()) {
            return false;
        }
        advance(ready.get(random.nextInt(ready.size())));
        return true;
    }

    /// The sends of one client wait for each other; those of one conversation from the number to
    /// the commit.
    private boolean mayGoOn(Work work) {
        boolean isFirst = underWay.stream()
                .filter(other -> other.request.client().equals(work.request.client()))
                .findFirst()
                .filter(first -> first == work)
                .isPresent();
        if (!isFirst && bug != Bug.OVERTAKES_WITHIN_A_CLIENT) {
            return false;
        }
        return work.step != Step.BEGIN || !needsLock() || !database.isLocked(work.request.conversation());
    }

    private boolean needsLock() {
        return bug != Bug.TAKES_SEQ_AT_THE_START && bug != Bug.TAKES_SEQ_WITHOUT_A_LOCK;
    }

    private void advance(Work work) {
        switch (work.step) {
            case BEGIN -> begin(work);
            case STORE -> store(work);
            case COMMIT -> commit(work);
            case PUBLISH -> {
                work.entry.ifPresent(topic::add);
                work.step = Step.ANSWER;
            }
            case ANSWER -> answer(work);
        }
    }

    private void begin(Work work) {
        if (needsLock()) {
            database.lock(work.request.conversation());
            work.holdsLock = true;
        }
        work.seq = bug == Bug.TAKES_SEQ_AT_THE_START ? database.take(work.request.conversation(), 0) : 0;
        work.step = Step.STORE;
    }

    private void store(Work work) {
        Request request = work.request;
        Optional<Entry> known = database.byKey(request.conversation(), request.key());
        if (known.isPresent() && bug != Bug.HAS_NO_UNIQUE_KEY) {
            replay(work, known.get());
        } else if (request.text().startsWith(NOT_ALLOWED) && bug != Bug.REFUSES_WHAT_IT_STORED) {
            refuse(work);
        } else {
            long seq = work.seq > 0 ? work.seq : database.take(request.conversation(), work.replica);
            var entry = new Entry(
                    request.conversation(),
                    seq,
                    request.key(),
                    request.text(),
                    request.client(),
                    database.members(request.conversation()),
                    "");
            work.entry = Optional.of(entry);
            work.step = Step.COMMIT;
            if (bug == Bug.PUBLISHES_BEFORE_COMMIT) {
                topic.add(entry);
            }
            if (bug == Bug.ACKNOWLEDGES_BEFORE_COMMIT) {
                request.answers().acknowledged(seq);
            }
        }
    }

    private void replay(Work work, Entry known) {
        if (known.text().equals(work.request.text()) || bug == Bug.DOES_NOT_COMPARE_CONTENT) {
            acknowledge(work, known.seq());
        } else {
            refuse(work);
        }
    }

    private void commit(Work work) {
        Entry entry = work.entry.orElseThrow();
        Optional<Entry> known = database.byKey(entry.conversation(), entry.key());
        if (!isCalm && random.nextDouble() < ROLLED_BACK) {
            end(work, Answers::unknown);
        } else if (known.isPresent() && bug != Bug.HAS_NO_UNIQUE_KEY) {
            replay(work, known.get());
        } else {
            database.commit(entry);
            boolean isForbidden = entry.text().startsWith(NOT_ALLOWED);
            if (isForbidden) {
                refuse(work);
            } else {
                acknowledge(work, entry.seq());
            }
            work.step = bug == Bug.PUBLISHES_AFTER_COMMIT ? Step.PUBLISH : Step.ANSWER;
        }
    }

    private void acknowledge(Work work, long seq) {
        end(work, answers -> answers.acknowledged(seq));
    }

    private void refuse(Work work) {
        end(work, Answers::refused);
    }

    private void end(Work work, Consumer<Answers> answer) {
        if (work.holdsLock) {
            database.unlock(work.request.conversation());
            work.holdsLock = false;
        }
        work.answer = answer;
        work.step = Step.ANSWER;
    }

    private void answer(Work work) {
        underWay.remove(work);
        if (bug == Bug.ACKNOWLEDGES_BEFORE_COMMIT && work.entry.isPresent()) {
            return;
        }
        if (!isCalm && random.nextDouble() < ANSWER_LOST) {
            work.request.answers().unknown();
        } else {
            work.answer.accept(work.request.answers());
        }
    }

    boolean relay() {
        if (relayed >= database.journal().size()) {
            return false;
        }
        Fact fact = database.journal().get(relayed++);
        boolean isPublishedElsewhere = (bug == Bug.PUBLISHES_BEFORE_COMMIT || bug == Bug.PUBLISHES_AFTER_COMMIT)
                && fact instanceof Entry entry
                && !entry.key().isEmpty();
        if (!isPublishedElsewhere) {
            topic.add(fact);
        }
        return true;
    }

    void crash() {
        List<Work> lost = List.copyOf(underWay);
        underWay.clear();
        database.unlockAll();
        relayed = Math.max(0, relayed - random.nextInt(PUBLISHED_AGAIN + 1));
        lost.forEach(work -> work.request.answers().unknown());
    }
}
