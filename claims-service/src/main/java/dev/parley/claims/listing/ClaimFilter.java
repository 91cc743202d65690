package dev.parley.claims.listing;

import dev.parley.claims.claim.ClaimStatus;
import dev.parley.web.Caller;
import dev.parley.web.InputCheck;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the list is narrowed to. Its text is part of every cursor.
///
/// @param ownerId whose claims the caller may see at most; null for staff, who see all of the tenant
/// @param statuses one of them; empty for any
/// @param unassigned only claims for which nobody is responsible
/// @param words all of them begin a word of the claim; null when not searched for, empty when nothing can match
/// @param from created at this instant or later
/// @param to created before this instant
record ClaimFilter(
        @Nullable UUID ownerId,
        Set<ClaimStatus> statuses,
        @Nullable UUID customerId,
        @Nullable UUID assigneeId,
        boolean unassigned,
        @Nullable List<String> words,
        @Nullable Instant from,
        @Nullable Instant to) {
    private static final int MOST_SEARCHED = 200;
    private static final int MOST_WORDS = 10;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /// The query parameters as sent.
    record Parameters(
            @Nullable List<String> status,
            @Nullable String assigneeId,
            @Nullable UUID customerId,
            @Nullable String q,
            @Nullable String from,
            @Nullable String to) {}

    /// A customer's own claims are what everything else narrows: naming another customer gives an empty list.
    ///
    /// @throws dev.parley.web.InvalidInput with everything that is wrong
    static ClaimFilter of(Caller caller, Parameters sent) {
        InputCheck input = new InputCheck();
        boolean unassigned = "none".equals(sent.assigneeId());
        ClaimFilter filter = new ClaimFilter(
                caller.isStaff() ? null : caller.userId(),
                statuses(sent.status(), input),
                sent.customerId(),
                unassigned ? null : assignee(caller, sent.assigneeId(), input),
                unassigned,
                words(sent.q(), input),
                instant("from", sent.from(), input),
                instant("to", sent.to(), input));
        input.done();
        return filter;
    }

    private static Set<ClaimStatus> statuses(@Nullable List<String> sent, InputCheck input) {
        Set<ClaimStatus> statuses = EnumSet.noneOf(ClaimStatus.class);
        if (sent != null) {
            sent.stream()
                    .flatMap(Pattern.compile(",")::splitAsStream)
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> Arrays.stream(ClaimStatus.values())
                            .filter(status -> status.name().equals(name))
                            .findFirst()
                            .ifPresentOrElse(statuses::add, () -> input.refuse("status", "names no status")));
        }
        return statuses;
    }

    private static @Nullable UUID assignee(Caller caller, @Nullable String sent, InputCheck input) {
        if (sent == null || sent.isEmpty()) {
            return null;
        }
        if (sent.equals("me")) {
            return caller.userId();
        }
        try {
            return UUID.fromString(sent);
        } catch (IllegalArgumentException notOne) {
            input.refuse("assigneeId", "must be a UUID, me or none");
            return null;
        }
    }

    private static @Nullable List<String> words(@Nullable String sent, InputCheck input) {
        String text = input.optionalText("q", sent, MOST_SEARCHED);
        if (text == null || text.isBlank()) {
            return null;
        }
        List<String> words = NO_WORD.splitAsStream(text)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (words.size() > MOST_WORDS) {
            input.refuse("q", "has more than " + MOST_WORDS + " words");
        }
        return words;
    }

    private static @Nullable Instant instant(String name, @Nullable String sent, InputCheck input) {
        if (sent == null || sent.isEmpty()) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(sent).toInstant();
            if (instant.isAfter(FIRST) && instant.isBefore(LAST)) {
                return instant;
            }
        } catch (DateTimeException notOne) {
            input.refuse(name, "must be an ISO 8601 instant");
            return null;
        }
        input.refuse(name, "is out of range");
        return null;
    }
}
