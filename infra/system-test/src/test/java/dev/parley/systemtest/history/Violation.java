package dev.parley.systemtest.history;

/// A broken promise, with what is needed to look for it.
public record Violation(Kind kind, String where, String what) {

    /// Which promise.
    public enum Kind {
        /// Acknowledged, but not there, or not with the acknowledged `seq`.
        LOST,
        /// There or delivered, but nobody sent it, or not yet; or delivered and not there.
        PHANTOM,
        /// One send, two entries.
        DOUBLED,
        /// Refused, and there all the same.
        REFUSED_YET_SEEN,
        /// Acknowledged, although something else is there under its key.
        OTHER_CONTENT,
        /// Two entries with one `seq`, or one `seq` acknowledged to two sends.
        TWO_VALUES,
        /// A `seq` is missing between 1 and the head.
        HOLE,
        /// Acknowledged before the other was sent, or sent before it by the same client, but with a
        /// higher `seq`.
        ORDER,
        /// Never answered, however often it was tried.
        UNRESOLVED,
        /// A listener was not given an entry, or not in its place.
        SKIPPED,
        /// A listener was given an entry twice.
        REPEATED,
        /// A listener was given something else than what is stored.
        ALTERED,
        /// A listener was given what was not meant for it.
        FOREIGN,
        /// A read position was lower than it had been told to be.
        FALLEN,
        /// A read position beyond the last entry.
        BEYOND_HEAD,
        /// An unread count that is not the recount.
        MISCOUNTED
    }

    @Override
    public String toString() {
        return kind + " in " + where + ": " + what;
    }
}
