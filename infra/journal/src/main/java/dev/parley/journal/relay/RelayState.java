package dev.parley.journal.relay;

/// ```text
/// STARTING ─▶ RUNNING ─▶ WAITING ─▶ …        a database or broker is away: tried again, for ever
///     └─▶ STANDBY ─▶ RUNNING                 another replica had the slot
///     └─▶ LOST ─▶ STARTING                   after the slot was made anew
/// ```
public enum RelayState {
    DISABLED,
    STARTING,
    RUNNING,
    STANDBY,
    WAITING,
    LOST,
    STOPPED
}
