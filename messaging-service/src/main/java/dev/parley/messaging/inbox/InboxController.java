package dev.parley.messaging.inbox;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.ConversationTarget;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.web.Caller;
import dev.parley.web.Cursors;
import dev.parley.web.InputCheck;
import dev.parley.web.NotFound;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Conversations over HTTP, last active first. One in which somebody speaks between two pages moves to the first.
@RestController
@RequestMapping("/api/v1/conversations")
class InboxController {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST_SEARCH = 200;

    private final Inbox inbox;
    private final Conversations conversations;
    private final Cursors cursors;

    InboxController(Inbox inbox, Conversations conversations, Cursors cursors) {
        this.inbox = inbox;
        this.conversations = conversations;
        this.cursors = cursors;
    }

    /// @param q words, or their beginnings, of the title, the claim's reference or the names of those who take part
    @GetMapping
    Page<ConversationView> list(
            Caller caller,
            @RequestParam(required = false) Conversation.@Nullable Kind kind,
            @RequestParam(required = false) Conversation.@Nullable Status status,
            @RequestParam(required = false) @Nullable UUID claimId,
            @RequestParam(required = false) @Nullable UUID appointmentId,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        Inbox.Filter filter = new Inbox.Filter(kind, status, claimId, appointmentId, unread, Prefixes.of(searched(q)));
        String list = "conversations " + filter;
        Inbox.Position after = cursor == null ? null : position(cursors.verify(caller, list, cursor));
        return Page.of(
                inbox.page(caller, filter, after, size + 1),
                size,
                last -> cursors.sign(caller, list, last.activeAt() + " " + last.id()));
    }

    @GetMapping("/{id}")
    ConversationView get(Caller caller, @PathVariable UUID id) {
        Conversation conversation = conversations.visible(caller, new ConversationTarget(id, null));
        return inbox.one(caller, conversation.id()).orElseThrow(NotFound::new);
    }

    private static @Nullable String searched(@Nullable String q) {
        InputCheck input = new InputCheck();
        String text = input.optionalText("q", q, MOST_SEARCH);
        input.done();
        return text;
    }

    private static Inbox.Position position(String text) {
        int space = text.indexOf(' ');
        return new Inbox.Position(Instant.parse(text.substring(0, space)), UUID.fromString(text.substring(space + 1)));
    }
}
