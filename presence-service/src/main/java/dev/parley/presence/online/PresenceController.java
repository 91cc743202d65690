package dev.parley.presence.online;

import dev.parley.web.Caller;
import dev.parley.web.Cursors;
import dev.parley.web.Forbidden;
import dev.parley.web.InvalidInput;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Presence over HTTP.
@RestController
@RequestMapping("/api/v1")
class PresenceController {
    static final int MOST_IDS = 100;
    private static final int DEFAULT_LIMIT = 20;
    private static final String ONLINE_LIST = "online-users";
    private static final UUID FIRST = new UUID(0, 0);

    private final People people;
    private final Cursors cursors;

    PresenceController(People people, Cursors cursors) {
        this.people = people;
        this.cursors = cursors;
    }

    @GetMapping("/presence")
    Page<Presence> presence(Caller caller, @RequestParam @Nullable List<String> userIds) {
        return new Page<>(people.presenceOf(parse(userIds), caller), null);
    }

    @GetMapping("/messages/online-users")
    Page<Presence> online(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (!caller.isStaff()) {
            throw new Forbidden("Who is online is for staff.");
        }
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        UUID after = cursor == null ? FIRST : UUID.fromString(cursors.verify(caller, ONLINE_LIST, cursor));
        return Page.of(
                people.online(caller.tenant(), after, size + 1),
                size,
                last -> cursors.sign(caller, ONLINE_LIST, last.userId().toString()));
    }

    /// @throws InvalidInput for none, too many, or what is no UUID
    static Set<UUID> parse(@Nullable List<String> userIds) {
        if (userIds == null || userIds.isEmpty()) {
            throw InvalidInput.of("userIds", "is required");
        }
        if (userIds.size() > MOST_IDS) {
            throw InvalidInput.of("userIds", "takes " + MOST_IDS + " ids at most");
        }
        Set<UUID> parsed = new LinkedHashSet<>();
        for (String id : userIds) {
            parsed.add(uuid(id.strip()));
        }
        return parsed;
    }

    private static UUID uuid(String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw InvalidInput.of("userIds", "must be UUIDs separated by commas");
        }
        throw InvalidInput.of("userIds", "must be UUIDs separated by commas");
    }
}
