package dev.parley.gateway.session;

import dev.parley.gateway.SteadyClock;
import dev.parley.gateway.fanout.Hub;
import dev.parley.gateway.unread.UnreadQuestions;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// All sockets of one event loop: what was written in a turn is flushed once at its end, and everybody's
/// time is kept by one timer.
final class SocketLoop {
    private static final long TICK_MILLIS = 250;

    final EventLoop loop;
    final Hub hub;
    final UnreadQuestions questions;
    final Squeeze squeeze = new Squeeze();
    private final SteadyClock clock;
    private final List<Session> sessions = new ArrayList<>();
    private List<Session> written = new ArrayList<>();
    private List<Session> flushing = new ArrayList<>();
    private boolean flushAhead;

    SocketLoop(EventLoop loop, Hub hub, UnreadQuestions questions, SteadyClock clock) {
        this.loop = loop;
        this.hub = hub;
        this.questions = questions;
        this.clock = clock;
        loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(Session session) {
        session.place = sessions.size();
        sessions.add(session);
    }

    void remove(Session session) {
        int place = session.place;
        if (place < 0) {
            return;
        }
        Session last = sessions.removeLast();
        if (last != session) {
            sessions.set(place, last);
            last.place = place;
        }
        session.place = -1;
    }

    List<Session> sessions() {
        return sessions;
    }

    /// The flush task runs after everything that is already waiting on this loop, so frames of many events leave
    /// together.
    void flushLater(Session session) {
        written.add(session);
        if (!flushAhead) {
            flushAhead = true;
            loop.execute(this::flush);
        }
    }

    private void flush() {
        flushAhead = false;
        List<Session> now = written;
        written = flushing;
        flushing = now;
        long millis = clock.millis();
        for (Session session : now) {
            session.flush(millis);
        }
        now.clear();
        squeeze.forget();
    }

    private void tick() {
        hub.expireTyping();
        long now = clock.millis();
        for (Session session : List.copyOf(sessions)) {
            session.tick(now);
        }
    }
}
