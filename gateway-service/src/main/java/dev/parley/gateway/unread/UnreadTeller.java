package dev.parley.gateway.unread;

import dev.parley.gateway.backend.Answer;
import dev.parley.gateway.fanout.UnreadNews;
import dev.parley.gateway.frame.ServerFrame;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tells one reader how much is unread, in `unread_update` frames: at the end of a turn, of many changes
/// the last only, and no oftener than a client can show. What the events alone cannot say is asked of
/// messaging, once a second at most.
public final class UnreadTeller {
    private static final long TELLING_PAUSE_MILLIS = 250;
    private static final long ASKING_PAUSE_MILLIS = 1_000;
    private static final int LONGEST_PAUSE_DOUBLINGS = 5;

    private final UnreadReader reader;
    private final UnreadQuestions questions;
    private final UnreadCounts counts;
    private long nextTelling;
    private long nextQuestion;
    private int failures;

    /// From wanting to ask until the answer.
    private boolean asking;

    public UnreadTeller(UnreadReader reader, UnreadQuestions questions) {
        this.reader = reader;
        this.questions = questions;
        this.counts = new UnreadCounts(reader.userId());
    }

    /// What `connected` tells, asked after the reader began to hear events; null when messaging did not
    /// answer in time.
    public void begun(@Nullable Answer answer, long nowMillis) {
        UnreadAnswer counted = answer == null || !answer.isOk() ? null : UnreadAnswer.read(answer.body());
        if (counted == null) {
            counts.failed();
            nextQuestion = nowMillis + ASKING_PAUSE_MILLIS;
        } else {
            counts.begun(counted);
        }
    }

    public void heard(UnreadNews news) {
        counts.heard(news);
    }

    /// To be called often and at no cost when there is nothing to do.
    public void turnEnds(long nowMillis) {
        if (counts.hasChanges() && nowMillis >= nextTelling) {
            nextTelling = nowMillis + TELLING_PAUSE_MILLIS;
            counts.changes().forEach(this::tell);
        }
        if (!asking && nowMillis >= nextQuestion && counts.hasQuestion()) {
            asking = true;
            questions.wanted(this);
        }
    }

    private void tell(UnreadCounts.Change change) {
        reader.write(ServerFrame.of("unread_update", data -> {
            data.writeStringProperty("conversationId", change.conversationId().toString());
            data.writeNumberProperty("unread", change.unread());
            data.writeNumberProperty("total", change.total());
        }));
    }

    UnreadReader reader() {
        return reader;
    }

    List<UUID> ask() {
        return counts.ask();
    }

    void answered(Answer answer, long nowMillis) {
        asking = false;
        UnreadAnswer counted = answer.isOk() ? UnreadAnswer.read(answer.body()) : null;
        if (counted == null) {
            counts.failed();
            failures = Math.min(failures + 1, LONGEST_PAUSE_DOUBLINGS);
        } else {
            failures = 0;
            counts.answered(counted);
        }
        nextQuestion = nowMillis + (ASKING_PAUSE_MILLIS << failures);
        turnEnds(nowMillis);
    }
}
