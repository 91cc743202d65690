package dev.parley.gateway.unread;

/// What [UnreadCounts] knows of one conversation: `unread` as of `head` and `readUpTo`, unless it is in doubt.
final class UnreadTally {
    /// What the client was told of a conversation that so far was a part of the total only.
    static final long UNKNOWN = -1;

    long unread;

    /// The highest `seq` heard of or answered.
    long head;

    /// The highest position heard of or answered.
    long readUpTo;

    /// What the client was told last.
    long told;

    boolean inDoubt;
    boolean heardSinceAsked = true;

    /// Once told, it is let go of: nothing is known about its head.
    boolean over;

    boolean isSettled() {
        return !inDoubt && told == unread;
    }

    /// Whether the answer is at least as young as everything that was heard.
    boolean isKnownTo(UnreadAnswer.Row row) {
        return row.headSeq() >= head && row.upToSeq() >= readUpTo;
    }
}
