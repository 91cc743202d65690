package dev.parley.messaging.message;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.ConversationTarget;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.web.Caller;
import dev.parley.web.IdempotencyKeys;
import dev.parley.web.InputCheck;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotBuiltYet;
import dev.parley.web.NotFound;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Messages over HTTP. Lists are in rising `seq`; without a position they are the newest page.
@RestController
@RequestMapping("/api/v1")
class MessageController {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST_BODY = 10_000;

    private final SendMessage sendMessage;
    private final Conversations conversations;
    private final Messages messages;

    MessageController(SendMessage sendMessage, Conversations conversations, Messages messages) {
        this.sendMessage = sendMessage;
        this.conversations = conversations;
        this.messages = messages;
    }

    /// The body of `POST /messages`. The last five are of the contract but not offered by this version, which says so.
    record NewMessage(
            @Nullable UUID claimId,
            @Nullable UUID conversationId,
            @Nullable String body,
            @Nullable UUID receiverId,
            @Nullable UUID replyToId,
            @Nullable List<UUID> attachmentIds,
            @Nullable Long basedOnSeq,
            @Nullable Boolean override,
            @Nullable Instant sendAt,
            @Nullable Boolean cancelIfAnswered) {
        MessageDraft checked(ConversationTarget target, @Nullable String key) {
            InputCheck input = new InputCheck();
            String text = input.text("body", body, MOST_BODY);
            input.done();
            if (attachmentIds != null && !attachmentIds.isEmpty()) {
                throw new NotBuiltYet("Attachments are not available in this version.");
            }
            if (basedOnSeq != null || sendAt != null || Boolean.TRUE.equals(cancelIfAnswered)) {
                throw new NotBuiltYet("basedOnSeq, sendAt and cancelIfAnswered are not available in this version.");
            }
            return new MessageDraft(
                    target, text, receiverId, replyToId, key == null ? null : IdempotencyKeys.parse(key));
        }
    }

    @PostMapping("/messages")
    ResponseEntity<MessageView> send(
            Caller caller,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestBody NewMessage request) {
        return send(caller, request.checked(ConversationTarget.of(request.claimId(), request.conversationId()), key));
    }

    @PostMapping("/conversations/{id}/messages")
    ResponseEntity<MessageView> sendTo(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestBody NewMessage request) {
        if (request.claimId() != null
                || (request.conversationId() != null
                        && !request.conversationId().equals(id))) {
            throw InvalidInput.of("conversationId", "is given by the path");
        }
        return send(caller, request.checked(new ConversationTarget(id, null), key));
    }

    private ResponseEntity<MessageView> send(Caller caller, MessageDraft draft) {
        SendMessage.Sent sent = sendMessage.by(caller, draft);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatus.CREATED);
        if (sent.replayed()) {
            answer.header(IdempotencyKeys.REPLAYED, "true");
        }
        return answer.body(sent.message());
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

    @GetMapping({"/messages/search", "/messages/scheduled"})
    void notYet(Caller caller) {
        throw new NotBuiltYet("Search and scheduled messages are not available in this version.");
    }

    @GetMapping("/messages/recent")
    Page<MessageView> recent(Caller caller, @RequestParam(required = false) @Nullable Integer limit) {
        return new Page<>(messages.recent(caller, PageLimit.of(limit, 20)), null);
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
                ? messages.after(conversation, position("afterSeq", afterSeq), size)
                : messages.before(
                        conversation, beforeSeq == null ? Long.MAX_VALUE : position("beforeSeq", beforeSeq), size);
        return new Page<>(items, null);
    }

    private static long position(String field, long seq) {
        if (seq < 0) {
            throw InvalidInput.of(field, "must not be negative");
        }
        return seq;
    }
}
