package dev.parley.admin.messages;

import dev.parley.admin.access.AdminOnly;
import dev.parley.web.Caller;
import dev.parley.web.Cursors;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// All messages of the tenant's claims over HTTP.
@RestController
class MessagesController {
    private static final int DEFAULT_LIMIT = 50;

    private final MessageList messages;
    private final Cursors cursors;

    MessagesController(MessageList messages, Cursors cursors) {
        this.messages = messages;
        this.cursors = cursors;
    }

    @GetMapping({"/api/v1/admin/messages", "/api/v1/messages/all"})
    Page<AdminMessage> list(
            Caller caller,
            @RequestParam(required = false) @Nullable UUID claimId,
            @RequestParam(required = false) @Nullable UUID customerId,
            @RequestParam(required = false) @Nullable UUID agentId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Boolean unread,
            @RequestParam(required = false) @Nullable Boolean unanswered,
            @RequestParam(required = false) @Nullable String hasAttachment,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        AdminOnly.check(caller);
        MessageFilter filter = MessageFilter.of(new MessageFilter.Parameters(
                claimId, customerId, agentId, from, to, q, unread, unanswered, hasAttachment));
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        String list = "messages " + filter;
        MessagePosition before =
                cursor == null ? MessagePosition.NEWEST : MessagePosition.parse(cursors.verify(caller, list, cursor));
        return Page.of(
                messages.page(caller.tenant(), filter, before, size + 1),
                size,
                last -> cursors.sign(caller, list, new MessagePosition(last.createdAt(), last.id()).toString()));
    }
}
