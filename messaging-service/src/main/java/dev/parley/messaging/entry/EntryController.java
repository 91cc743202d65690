package dev.parley.messaging.entry;

import dev.parley.messaging.conversation.Conversation;
import dev.parley.messaging.conversation.ConversationTarget;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.web.Caller;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotBuiltYet;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The log over HTTP. `join` and `sync` are what the gateway asks on behalf of a socket, with the user's own token; a
/// client without a socket may ask the same.
@RestController
@RequestMapping("/api/v1/conversations")
class EntryController {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST_CURSORS = 500;

    private final Conversations conversations;
    private final Resume resume;

    EntryController(Conversations conversations, Resume resume) {
        this.conversations = conversations;
        this.resume = resume;
    }

    record Join(
            @Nullable UUID claimId,
            @Nullable UUID conversationId,
            @Nullable UUID epoch,
            @Nullable Long afterSeq) {}

    record Sync(@Nullable Map<UUID, Resume.Cursor> cursors) {}

    record Synced(List<Resume.Missed> conversations) {}

    @GetMapping("/{id}/entries")
    Page<Entry> after(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") long afterSeq,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        Conversation conversation = conversations.visible(caller, new ConversationTarget(id, null));
        return new Page<>(resume.entries(caller, conversation, notNegative("afterSeq", afterSeq), size), null);
    }

    /// Of the contract, not of this version.
    @GetMapping("/{id}/transcript")
    void transcript(Caller caller, @PathVariable UUID id) {
        conversations.visible(caller, new ConversationTarget(id, null));
        throw new NotBuiltYet("Transcripts are not available in this version.");
    }

    @PostMapping("/join")
    Resume.Joined join(Caller caller, @RequestBody Join request) {
        Long afterSeq = request.afterSeq() == null ? null : notNegative("afterSeq", request.afterSeq());
        ConversationTarget target = ConversationTarget.of(request.claimId(), request.conversationId());
        Conversation conversation = conversations.visible(caller, target);
        return resume.join(caller, conversation.id(), new Resume.Cursor(request.epoch(), afterSeq));
    }

    @PostMapping("/sync")
    Synced sync(Caller caller, @RequestBody Sync request) {
        Map<UUID, Resume.Cursor> cursors = request.cursors() == null ? Map.of() : request.cursors();
        if (cursors.size() > MOST_CURSORS) {
            throw InvalidInput.of("cursors", "are more than " + MOST_CURSORS);
        }
        cursors.forEach((id, cursor) -> {
            if (cursor == null || cursor.seq() == null || cursor.seq() < 0) {
                throw InvalidInput.of("cursors." + id + ".seq", "must be a number from 0");
            }
        });
        return new Synced(resume.sync(caller, cursors));
    }

    private static long notNegative(String field, long seq) {
        if (seq < 0) {
            throw InvalidInput.of(field, "must not be negative");
        }
        return seq;
    }
}
