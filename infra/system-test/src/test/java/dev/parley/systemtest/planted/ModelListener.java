package dev.parley.systemtest.planted;

import dev.parley.systemtest.history.History;
import dev.parley.systemtest.history.History.Delivered;
import dev.parley.systemtest.history.History.Joined;
import dev.parley.systemtest.history.History.Left;
import dev.parley.systemtest.history.History.Positioned;
import dev.parley.systemtest.planted.Fact.Entry;
import dev.parley.systemtest.planted.Fact.Receipt;
import java.util.List;
import java.util.Optional;

/// One person's client in one conversation: connects, resumes from its cursor, takes one frame
/// after the other, knows when it is out and comes back when it is in again.
final class ModelListener {

    private final String person;
    private final String conversation;
    private final Bug bug;
    private final ModelDatabase database;
    private final ModelGateway gateway;
    private final History history;
    private final String process;

    private Optional<ModelGateway.Session> session = Optional.empty();
    private State state = State.AWAY;
    private long cursor = -1;

    private enum State {
        /// Not connected.
        AWAY,
        /// The first of the two steps of resuming is done.
        RESUMING,
        HERE,
        OUT
    }

    ModelListener(
            String person,
            String conversation,
            Bug bug,
            ModelDatabase database,
            ModelGateway gateway,
            History history) {
        this.person = person;
        this.conversation = conversation;
        this.bug = bug;
        this.database = database;
        this.gateway = gateway;
        this.history = history;
        this.process = person + " in " + conversation;
    }

    /// @return false when nothing was to be done
    boolean step() {
        return switch (state) {
            case AWAY -> begin();
            case RESUMING -> resume();
            case HERE -> take();
            case OUT -> comeBack();
        };
    }

    /// The connection breaks.
    void drop() {
        session.ifPresent(ModelGateway.Session::close);
        session = Optional.empty();
        if (state != State.OUT) {
            state = State.AWAY;
        }
    }

    private boolean isMember() {
        return database.members(conversation).contains(person);
    }

    private boolean begin() {
        if (!isMember()) {
            out();
        } else if (bug == Bug.LOADS_THEN_SUBSCRIBES) {
            load();
            state = State.RESUMING;
        } else {
            session = Optional.of(gateway.subscribe(person, conversation));
            state = State.RESUMING;
        }
        return true;
    }

    private boolean resume() {
        if (!isMember()) {
            out();
            return true;
        }
        if (bug == Bug.LOADS_THEN_SUBSCRIBES) {
            session = Optional.of(gateway.subscribe(person, conversation));
        } else if (session.filter(ModelGateway.Session::isOpen).isEmpty()) {
            drop();
            return true;
        } else {
            load();
        }
        session.ifPresent(open -> open.loaded(cursor));
        state = State.HERE;
        return true;
    }

    /// What was missed, up to a head that belongs to it. Who was sent away meanwhile and let in
    /// again is told the first, and joins anew.
    private void load() {
        long head = database.head(conversation);
        if (cursor >= 0) {
            long after = switch (bug) {
                case RESUMES_ONE_TOO_LATE -> cursor + 1;
                case RESUMES_ONE_TOO_EARLY -> cursor - 1;
                default -> cursor;
            };
            List<Entry> missed = database.log(conversation).stream()
                    .filter(entry -> entry.seq() > after)
                    .toList();
            for (Entry entry : missed) {
                delivered(entry);
                if (entry.leaver().equals(person)) {
                    history.add(new Left(process, conversation));
                    cursor = -1;
                    break;
                }
            }
        }
        if (cursor < 0) {
            history.add(new Joined(process, conversation, head));
        }
        cursor = head;
    }

    private boolean take() {
        ModelGateway.Session open = session.orElseThrow();
        Fact frame = open.queue().poll();
        switch (frame) {
            case Entry entry -> {
                delivered(entry);
                cursor = Math.max(cursor, entry.seq());
                if (entry.leaver().equals(person)) {
                    out();
                }
            }
            case Receipt receipt ->
                history.add(new Positioned(process, conversation, receipt.reader(), receipt.upToSeq()));
            case null -> {
                if (open.isOpen()) {
                    return false;
                }
                drop();
            }
        }
        return true;
    }

    private void delivered(Entry entry) {
        history.add(new Delivered(process, conversation, entry.seq(), entry.text(), person));
    }

    /// With a broken gateway the session goes on, and what it brings is written down: the client
    /// cannot help it.
    private void out() {
        if (state != State.OUT && cursor >= 0) {
            history.add(new Left(process, conversation));
        }
        cursor = -1;
        state = State.OUT;
    }

    private boolean comeBack() {
        Fact frame = session.map(open -> open.queue().poll()).orElse(null);
        if (frame instanceof Entry entry) {
            delivered(entry);
            return true;
        }
        if (isMember()) {
            state = State.AWAY;
            drop();
            return true;
        }
        return frame != null;
    }
}
