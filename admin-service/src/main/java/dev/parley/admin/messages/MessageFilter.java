package dev.parley.admin.messages;

import dev.parley.web.InputCheck;
import dev.parley.web.NotBuiltYet;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a list of messages is narrowed to; null and false narrow nothing.
///
/// @param agentId messages of the claims assigned to this member of staff, and those that they wrote or that were
///     addressed to them alone
/// @param from inclusive
/// @param to exclusive
/// @param query for `to_tsquery`, made by [SearchWords]; null when nothing is searched
/// @param unread nobody of the other side has read it; what was withdrawn is read no more
/// @param unanswered a customer's, and no staff wrote after it
record MessageFilter(
        @Nullable UUID claimId,
        @Nullable UUID customerId,
        @Nullable UUID agentId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String query,
        boolean unread,
        boolean unanswered) {
    private static final int LONGEST_QUERY = 200;

    /// The parameters as sent.
    record Parameters(
            @Nullable UUID claimId,
            @Nullable UUID customerId,
            @Nullable UUID agentId,
            @Nullable String from,
            @Nullable String to,
            @Nullable String q,
            @Nullable Boolean unread,
            @Nullable Boolean unanswered,
            @Nullable String hasAttachment) {}

    /// @throws dev.parley.web.InvalidInput naming all that is wrong
    /// @throws NotBuiltYet for `hasAttachment`
    static MessageFilter of(Parameters asked) {
        InputCheck input = new InputCheck();
        Instant from = instant("from", asked.from(), input);
        Instant to = instant("to", asked.to(), input);
        if (from != null && to != null && !from.isBefore(to)) {
            input.refuse("to", "must be after from");
        }
        String query = query(input.optionalText("q", asked.q(), LONGEST_QUERY), input);
        input.done();
        if (asked.hasAttachment() != null) {
            throw new NotBuiltYet("Filtering by attachment is not available in this version.");
        }
        return new MessageFilter(
                asked.claimId(),
                asked.customerId(),
                asked.agentId(),
                from,
                to,
                query,
                Boolean.TRUE.equals(asked.unread()),
                Boolean.TRUE.equals(asked.unanswered()));
    }

    private static @Nullable String query(@Nullable String text, InputCheck input) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String query = SearchWords.query(text);
        if (query.isEmpty()) {
            input.refuse("q", "must hold a letter or a digit");
        }
        return query;
    }

    /// A time, or a date, which is its first moment in UTC.
    private static @Nullable Instant instant(String field, @Nullable String text, InputCheck input) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            Instant parsed = text.length() == "2026-11-20".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
            if (parsed.isAfter(Instant.EPOCH) && parsed.isBefore(MessagePosition.NEWEST.createdAt())) {
                return parsed;
            }
        } catch (DateTimeException e) {
            input.refuse(field, "must be a date or a time in ISO-8601");
            return null;
        }
        input.refuse(field, "is out of range");
        return null;
    }
}
