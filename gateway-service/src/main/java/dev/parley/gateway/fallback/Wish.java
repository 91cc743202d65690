package dev.parley.gateway.fallback;

import dev.parley.contracts.ConversationIds;
import dev.parley.gateway.frame.ClientFrame;
import dev.parley.gateway.problem.Problem;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// What a request asks for.
///
/// @param cursor null for somebody who begins
/// @param joins conversations to follow besides those one takes part in
/// @param patience how long a poll may be held
record Wish(@Nullable Cursor cursor, Set<UUID> joins, Duration patience) {
    /// As many as fit beside the longest cursor.
    static final int MOST_JOINS = 20;

    private static final int LONGEST_WAIT_SECONDS = 30;
    private static final Duration USUAL_WAIT = Duration.ofSeconds(25);

    /// @param lastEventId what a broken stream was last told; goes before the address, which is that of the first try
    static Wish of(MultiValueMap<String, String> query, @Nullable String lastEventId) {
        return new Wish(cursor(query, lastEventId), joins(query), patience(query));
    }

    private static @Nullable Cursor cursor(MultiValueMap<String, String> query, @Nullable String lastEventId) {
        String opaque = one(query, "cursor");
        String readable = one(query, "cursors");
        if (lastEventId != null && !lastEventId.isEmpty()) {
            return known("Last-Event-ID", Cursor.of(lastEventId));
        }
        if (opaque != null && !opaque.isEmpty()) {
            if (readable != null) {
                throw new Refused(Problem.invalid("cursors", "cannot stand beside cursor"));
            }
            return known("cursor", Cursor.of(opaque));
        }
        return readable == null ? null : known("cursors", Cursor.ofReadable(readable));
    }

    private static Cursor known(String field, @Nullable Cursor cursor) {
        if (cursor == null) {
            throw new Refused(Problem.invalid(field, "is no cursor of this address"));
        }
        return cursor;
    }

    private static Set<UUID> joins(MultiValueMap<String, String> query) {
        Set<UUID> joins = new LinkedHashSet<>();
        addIds(joins, query, "join", id -> id);
        addIds(joins, query, "joinClaim", ConversationIds::ofClaim);
        return joins;
    }

    private static void addIds(
            Set<UUID> joins, MultiValueMap<String, String> query, String field, UnaryOperator<UUID> conversation) {
        for (String value : query.getOrDefault(field, List.of())) {
            if (value == null) {
                continue;
            }
            for (String text : value.split(",", MOST_JOINS + 1)) {
                UUID id = ClientFrame.uuidOf(text.strip());
                if (id == null || joins.size() >= MOST_JOINS) {
                    throw new Refused(
                            Problem.invalid(field, "must be UUIDs with commas between, " + MOST_JOINS + " at most"));
                }
                joins.add(conversation.apply(id));
            }
        }
    }

    private static Duration patience(MultiValueMap<String, String> query) {
        String text = one(query, "waitSeconds");
        if (text == null) {
            return USUAL_WAIT;
        }
        int seconds = text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
        if (seconds < 0 || seconds > LONGEST_WAIT_SECONDS) {
            throw new Refused(
                    Problem.invalid("waitSeconds", "must be a whole number from 0 to " + LONGEST_WAIT_SECONDS));
        }
        return Duration.ofSeconds(seconds);
    }

    private static @Nullable String one(MultiValueMap<String, String> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new Refused(Problem.invalid(name, "stands there more than once"));
        }
        return values.isEmpty() ? null : values.getFirst();
    }
}
