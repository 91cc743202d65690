package dev.parley.messaging.cannedreply;

import dev.parley.web.Caller;
import dev.parley.web.Cursors;
import dev.parley.web.Forbidden;
import dev.parley.web.IdempotencyKeys;
import dev.parley.web.InputCheck;
import dev.parley.web.InvalidInput;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Canned replies over HTTP, for staff only.
@RestController
@RequestMapping("/api/v1/canned-replies")
class CannedReplyController {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST_SHORTCUT = 50;
    private static final int MOST_TITLE = 200;
    private static final int MOST_BODY = 10_000;
    private static final UUID NEW = new UUID(0, 0);
    private static final Set<String> LOCALES = Set.of("fr", "en");

    private final CannedReplies replies;
    private final IdempotencyKeys once;
    private final Cursors cursors;

    CannedReplyController(CannedReplies replies, IdempotencyKeys once, Cursors cursors) {
        this.replies = replies;
        this.once = once;
        this.cursors = cursors;
    }

    /// @param shortcut 1 to 50 letters, digits, `-`, `_` or `.`
    record Text(
            @Nullable String shortcut,
            @Nullable String title,
            @Nullable String body,
            @Nullable String locale) {
        CannedReply checked(UUID id) {
            InputCheck input = new InputCheck();
            String name = input.text("shortcut", shortcut, MOST_SHORTCUT);
            if (!name.isEmpty() && !name.matches("[\\p{L}\\p{N}._-]+")) {
                input.refuse("shortcut", "must be letters, digits, '-', '_' and '.' only");
            }
            String heading = input.text("title", title, MOST_TITLE);
            String text = input.text("body", body, MOST_BODY);
            if (locale == null || !LOCALES.contains(locale)) {
                input.refuse("locale", "must be fr or en");
            }
            input.done();
            return new CannedReply(id, name, heading, text, locale == null ? "" : locale);
        }
    }

    @GetMapping
    Page<CannedReply> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String locale,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        staffOnly(caller);
        if (locale != null && !LOCALES.contains(locale)) {
            throw InvalidInput.of("locale", "must be fr or en");
        }
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        String list = "canned-replies " + locale;
        String[] after = cursor == null
                ? new String[] {"", ""}
                : cursors.verify(caller, list, cursor).split(" ", 2);
        return Page.of(
                replies.page(caller, locale, after[0], after[1], size + 1),
                size,
                last -> cursors.sign(caller, list, last.shortcut() + " " + last.locale()));
    }

    @GetMapping("/{id}")
    CannedReply get(Caller caller, @PathVariable UUID id) {
        staffOnly(caller);
        return replies.get(caller, id);
    }

    @PostMapping
    ResponseEntity<CannedReply> add(
            Caller caller,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestBody Text request) {
        staffOnly(caller);
        CannedReply text = request.checked(NEW);
        return once.once(
                caller,
                key,
                Arrays.asList("POST /canned-replies", text),
                HttpStatus.CREATED,
                CannedReply.class,
                () -> replies.add(caller, text));
    }

    @PutMapping("/{id}")
    CannedReply change(Caller caller, @PathVariable UUID id, @RequestBody Text request) {
        staffOnly(caller);
        return replies.change(caller, request.checked(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable UUID id) {
        staffOnly(caller);
        replies.remove(caller, id);
    }

    private static void staffOnly(Caller caller) {
        if (!caller.isStaff()) {
            throw new Forbidden("Canned replies are for staff.");
        }
    }
}
