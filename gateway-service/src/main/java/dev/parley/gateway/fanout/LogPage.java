package dev.parley.gateway.fanout;

import dev.parley.gateway.frame.ServerFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A page of a conversation's log as messaging answers it.
public final class LogPage {
    private static final JsonMapper JSON = JsonMapper.shared();

    private LogPage() {}

    /// In rising `seq`; the caller owns the frames.
    ///
    /// @throws JacksonException when it is no JSON
    public static List<Subscription.LogEntry> read(byte[] page) {
        JsonNode items = JSON.readTree(page).path("items");
        List<Subscription.LogEntry> entries = new ArrayList<>(items.size());
        for (JsonNode item : items) {
            byte[] data = JSON.writeValueAsBytes(item.path("data"));
            entries.add(new Subscription.LogEntry(
                    item.path("seq").asLong(), ServerFrame.of(item.path("type").asString(""), data)));
        }
        entries.sort(Comparator.comparingLong(Subscription.LogEntry::seq));
        return entries;
    }
}
