package dev.parley.systemtest.planted;

import dev.parley.systemtest.history.Violation.Kind;
import java.util.Set;

/// What can be wrong with a chat server, and what the checker must call it.
enum Bug {
    NONE,
    /// A crash between the answer and the commit loses what was promised.
    ACKNOWLEDGES_BEFORE_COMMIT(Kind.LOST),
    /// `bigserial`: `seq` in the order of beginning, visible in the order of committing, lost by a
    /// rollback.
    TAKES_SEQ_AT_THE_START(Kind.HOLE, Kind.SKIPPED),
    /// `max(seq) + 1` without a lock.
    TAKES_SEQ_WITHOUT_A_LOCK(Kind.TWO_VALUES),
    /// Two replicas, each with a cached block of the sequence.
    TAKES_SEQ_FROM_BLOCKS(Kind.ORDER),
    /// A retry is a second message.
    HAS_NO_UNIQUE_KEY(Kind.DOUBLED),
    /// Whatever is sent under a known key is answered with what is there.
    DOES_NOT_COMPARE_CONTENT(Kind.OTHER_CONTENT),
    /// Looks whether a text is allowed when it is already stored.
    REFUSES_WHAT_IT_STORED(Kind.REFUSED_YET_SEEN),
    /// What one client sends at once is worked on at once.
    OVERTAKES_WITHIN_A_CLIENT(Kind.ORDER),
    /// Publishes inside the transaction, to the outside: a rollback does not take it back.
    PUBLISHES_BEFORE_COMMIT(Kind.ALTERED),
    /// Publishes after the transaction: a crash between them loses the event.
    PUBLISHES_AFTER_COMMIT(Kind.SKIPPED),
    /// No `consumed_event`: a repeated event counts again.
    CONSUMES_TWICE(Kind.MISCOUNTED),
    /// The position in the topic is stored before the effect.
    COMMITS_POSITION_BEFORE_EFFECT(Kind.MISCOUNTED),
    RESUMES_ONE_TOO_LATE(Kind.SKIPPED),
    RESUMES_ONE_TOO_EARLY(Kind.REPEATED),
    /// What comes between the load and the subscription is nobody's.
    LOADS_THEN_SUBSCRIBES(Kind.SKIPPED),
    DROPS_WHEN_THE_QUEUE_IS_FULL(Kind.SKIPPED),
    /// Fans out to those who took part when the conversation was first seen.
    CACHES_MEMBERS(Kind.FOREIGN),
    /// The last report of a position wins, also the one that came late.
    MOVES_POSITIONS_BACK(Kind.FALLEN),
    MOVES_POSITIONS_BEYOND_THE_HEAD(Kind.BEYOND_HEAD);

    private final Set<Kind> names;

    Bug(Kind... names) {
        this.names = Set.of(names);
    }

    /// All of these must be among what is reported over the seeds.
    Set<Kind> names() {
        return names;
    }
}
