package dev.parley.gateway.fallback;

/// The way from an [Outbox] to the client.
interface Outlet {
    /// Something is in the outbox.
    void arrived();

    /// There is no room for what came: from here on it would not be complete.
    void overflowed();

    /// Nothing more is to come. What waits may still be written, unless `isCut`.
    void over(boolean isCut);
}
