package dev.parley.gateway.fanout;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tenants whose claims somebody on this gateway watches. Asked for each event by the reading thread: no
/// summary is made that nobody would get.
///
/// A summary that is not made because the watching began a moment later belongs to an event that was stored before:
/// whoever loads the list after the answer to `watch_inbox` sees it there.
final class InboxTenants {
    private final Map<String, Integer> watchers = new ConcurrentHashMap<>();

    void begin(String tenant) {
        watchers.merge(tenant, 1, Integer::sum);
    }

    void end(String tenant) {
        watchers.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
    }

    boolean isWatched(String tenant) {
        return watchers.containsKey(tenant);
    }
}
