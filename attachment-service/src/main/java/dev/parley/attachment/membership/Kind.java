package dev.parley.attachment.membership;

/// Kinds of conversations, and who sees one without taking part in it.
enum Kind {
    CLAIM,
    APPOINTMENT,
    INTERNAL,
    DIRECT,
    GROUP;

    /// Claims and all that belongs to them are open to the staff of the tenant; what is between people is theirs.
    ///
    /// A customer does not see an INTERNAL conversation even if an event names them as a participant.
    boolean isVisible(boolean staff, boolean participant) {
        return switch (this) {
            case CLAIM, APPOINTMENT -> staff || participant;
            case INTERNAL -> staff;
            case DIRECT, GROUP -> participant;
        };
    }
}
