package dev.parley.systemtest.history;

/// A broken promise, with what is needed to look for it.
public record Violation(Kind kind, String where, String what) {

    /// Which promise.
    public enum Kind {
        /// Acknowledged, but not there, or not with the acknowledged `seq`.
        LOST,
        /// There, but nobody sent it.
        PHANTOM,
        /// One send, two entries.
        DOUBLED,
        /// Refused, and there all the same.
        REFUSED_YET_SEEN,
        /// Two entries with one `seq`.
        TWO_VALUES,
        /// A `seq` is missing between 1 and the head.
        HOLE,
        /// Acknowledged before the other was sent, but with a higher `seq`.
        ORDER,
        /// Never answered, however often it was tried.
        UNRESOLVED,
        /// A listener was not given an entry, or not in its place.
        SKIPPED,
        /// A listener was given an entry twice.
        REPEATED,
        /// A listener was given something else than what is stored.
        ALTERED
    }

    @Override
    public String toString() {
        return kind + " in " + where + ": " + what;
    }
}
