package dev.parley.messaging.reading;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.ConversationTarget;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.message.MessageView;
import dev.parley.messaging.message.Messages;
import dev.parley.web.Caller;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Reading over HTTP. Both writes may be repeated at will.
@RestController
@RequestMapping("/api/v1")
class ReadingController {
    private static final int MOST_NAMED = 50;

    private final MoveReadPosition moveReadPosition;
    private final Conversations conversations;
    private final Messages messages;
    private final Unread unread;

    ReadingController(
            MoveReadPosition moveReadPosition, Conversations conversations, Messages messages, Unread unread) {
        this.moveReadPosition = moveReadPosition;
        this.conversations = conversations;
        this.messages = messages;
        this.unread = unread;
    }

    /// Where the caller's read position stands now.
    record Position(UUID conversationId, UUID userId, long upToSeq, Instant readAt) {}

    /// @param upToSeq null means the head
    record ReadUpTo(@Nullable Long upToSeq) {}

    @PatchMapping("/messages/{id}/read")
    Position readMessage(Caller caller, @PathVariable UUID id) {
        MessageView message = messages.find(caller, id).orElseThrow(NotFound::new);
        return move(caller, message.conversationId(), message.seq());
    }

    @PostMapping("/conversations/{id}/read")
    Position readConversation(
            Caller caller, @PathVariable UUID id, @RequestBody(required = false) @Nullable ReadUpTo body) {
        Long upToSeq = body == null ? null : body.upToSeq();
        if (upToSeq != null && upToSeq < 0) {
            throw InvalidInput.of("upToSeq", "must not be negative");
        }
        return move(caller, id, upToSeq == null ? Long.MAX_VALUE : upToSeq);
    }

    /// @param conversationId only these, also where nothing is unread; left out: all in which something is. One
    ///     in which the caller does not take part is not listed, like one that does not exist
    @GetMapping("/messages/unread-count")
    Unread.Counts unread(Caller caller, @RequestParam(required = false) @Nullable List<UUID> conversationId) {
        List<UUID> named = conversationId == null ? List.of() : conversationId;
        if (named.size() > MOST_NAMED) {
            throw InvalidInput.of("conversationId", "must not be given more than " + MOST_NAMED + " times");
        }
        return unread.of(caller, named);
    }

    private Position move(Caller caller, UUID conversationId, long upToSeq) {
        Conversation conversation = conversations.visible(caller, new ConversationTarget(conversationId, null));
        ReadPosition position = moveReadPosition.to(caller, conversation, upToSeq);
        return new Position(conversationId, position.userId(), position.upToSeq(), position.readAt());
    }
}
