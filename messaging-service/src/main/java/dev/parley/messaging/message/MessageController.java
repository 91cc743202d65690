package dev.parley.messaging.message;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.ConversationTarget;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.web.Caller;
import dev.parley.web.Forbidden;
import dev.parley.web.InputCheck;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Messages over HTTP. Lists are in rising `seq`; without a position they are the newest page.
@RestController
@RequestMapping("/api/v1")
class MessageController {
    /// Characters of a message.
    static final int MOST_BODY = 10_000;

    private static final int DEFAULT_LIMIT = 50;
    private static final int DEFAULT_RECENT = 20;

    private final Conversations conversations;
    private final Messages messages;
    private final EditMessage edit;
    private final EditHistory history;

    MessageController(Conversations conversations, Messages messages, EditMessage edit, EditHistory history) {
        this.conversations = conversations;
        this.messages = messages;
        this.edit = edit;
        this.history = history;
    }

    @GetMapping("/messages/claim/{claimId}")
    Page<MessageView> ofClaim(
            Caller caller,
            @PathVariable UUID claimId,
            @RequestParam(required = false) @Nullable Long afterSeq,
            @RequestParam(required = false) @Nullable Long beforeSeq,
            @RequestParam(required = false) @Nullable Integer limit) {
        return list(caller, ConversationTarget.ofClaim(claimId), afterSeq, beforeSeq, limit);
    }

    @GetMapping("/conversations/{id}/messages")
    Page<MessageView> ofConversation(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Long afterSeq,
            @RequestParam(required = false) @Nullable Long beforeSeq,
            @RequestParam(required = false) @Nullable Integer limit) {
        return list(caller, new ConversationTarget(id, null), afterSeq, beforeSeq, limit);
    }

    @GetMapping("/messages/{id}")
    MessageView get(Caller caller, @PathVariable UUID id) {
        return messages.find(caller, id).orElseThrow(NotFound::new);
    }

    @GetMapping("/messages/recent")
    Page<MessageView> recent(Caller caller, @RequestParam(required = false) @Nullable Integer limit) {
        return new Page<>(messages.recent(caller, PageLimit.of(limit, DEFAULT_RECENT)), null);
    }

    /// The body of `PATCH /messages/{id}`.
    record NewWords(@Nullable String body) {}

    @PatchMapping("/messages/{id}")
    MessageView edit(Caller caller, @PathVariable UUID id, @RequestBody NewWords request) {
        InputCheck input = new InputCheck();
        String body = input.text("body", request.body(), MOST_BODY);
        input.done();
        return edit.by(caller, id, body);
    }

    /// What a message said before.
    ///
    /// @param until when other words took the place of these
    record Version(String body, Instant until) {}

    /// Oldest first, without the present words; for staff.
    @GetMapping("/messages/{id}/edits")
    Page<Version> edits(Caller caller, @PathVariable UUID id) {
        if (messages.stored(caller, id).isEmpty()) {
            throw new NotFound();
        }
        if (!caller.isStaff()) {
            throw new Forbidden("What a message said before is shown to staff only.");
        }
        return new Page<>(history.of(caller, id), null);
    }

    private Page<MessageView> list(
            Caller caller,
            ConversationTarget target,
            @Nullable Long afterSeq,
            @Nullable Long beforeSeq,
            @Nullable Integer limit) {
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        if (afterSeq != null && beforeSeq != null) {
            throw InvalidInput.of("afterSeq", "and beforeSeq exclude each other");
        }
        Conversation conversation = conversations.visible(caller, target);
        List<MessageView> items = afterSeq != null
                ? messages.after(caller, conversation, position("afterSeq", afterSeq), size)
                : messages.before(
                        caller,
                        conversation,
                        beforeSeq == null ? Long.MAX_VALUE : position("beforeSeq", beforeSeq),
                        size);
        return new Page<>(items, null);
    }

    private static long position(String field, long seq) {
        if (seq < 0) {
            throw InvalidInput.of(field, "must not be negative");
        }
        return seq;
    }
}
