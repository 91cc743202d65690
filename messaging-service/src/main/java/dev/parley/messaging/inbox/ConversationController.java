package dev.parley.messaging.inbox;

import dev.parley.messaging.conversation.ChangeConversation;
import dev.parley.messaging.conversation.ChangeParticipants;
import dev.parley.messaging.conversation.Participant;
import dev.parley.messaging.conversation.StartConversation;
import dev.parley.messaging.people.People;
import dev.parley.web.Caller;
import dev.parley.web.IdempotencyKeys;
import dev.parley.web.InputCheck;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotFound;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Starting and changing conversations over HTTP. Each change answers with the conversation as it is then, and may be
/// repeated at will.
@RestController
@RequestMapping("/api/v1/conversations")
class ConversationController {
    private static final int MOST_TITLE = 200;
    private static final int MOST_PEOPLE = 999;

    private final StartConversation start;
    private final ChangeConversation change;
    private final ChangeParticipants participants;
    private final People people;
    private final Inbox inbox;
    private final IdempotencyKeys once;
    private final TransactionTemplate transaction;

    ConversationController(
            StartConversation start,
            ChangeConversation change,
            ChangeParticipants participants,
            People people,
            Inbox inbox,
            IdempotencyKeys once,
            TransactionTemplate transaction) {
        this.start = start;
        this.change = change;
        this.participants = participants;
        this.people = people;
        this.inbox = inbox;
        this.once = once;
        this.transaction = transaction;
    }

    /// What people can start themselves; the other kinds follow from claims.
    enum StartKind {
        DIRECT,
        GROUP
    }

    /// The body of `POST /conversations`.
    ///
    /// @param participantIds the others: exactly one for DIRECT, 1 to 999 for GROUP; the caller takes part anyway
    /// @param title at most 200 characters; GROUP only
    record NewConversation(
            @Nullable StartKind kind,
            @Nullable List<UUID> participantIds,
            @Nullable String title) {}

    @PostMapping
    ResponseEntity<ConversationView> start(
            Caller caller,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestBody NewConversation request) {
        InputCheck input = new InputCheck();
        StartKind kind = input.required("kind", request.kind(), StartKind.GROUP);
        String title = input.optionalText("title", request.title(), MOST_TITLE);
        Set<UUID> others = others(caller, kind, request, input);
        input.done();
        return once.once(
                caller,
                key,
                Arrays.asList("POST /conversations", kind, others, title),
                HttpStatus.CREATED,
                ConversationView.class,
                () -> view(caller, start(caller, kind, people.find(caller.tenant(), others), title))
                        .withoutLastMessage());
    }

    private UUID start(Caller caller, StartKind kind, List<Participant> others, @Nullable String title) {
        return switch (kind) {
            case DIRECT -> start.direct(caller, others.getFirst());
            case GROUP -> start.group(caller, others, title == null || title.isBlank() ? null : title);
        };
    }

    private static Set<UUID> others(Caller caller, StartKind kind, NewConversation request, InputCheck input) {
        List<UUID> ids = request.participantIds() == null ? List.of() : request.participantIds();
        Set<UUID> others = new LinkedHashSet<>(ids);
        if (ids.stream().anyMatch(Objects::isNull)) {
            input.refuse("participantIds", "must not contain null");
        }
        others.remove(caller.userId());
        if (kind == StartKind.DIRECT && others.size() != 1) {
            input.refuse("participantIds", "must be one other person");
        }
        if (kind == StartKind.DIRECT && request.title() != null) {
            input.refuse("title", "is for groups");
        }
        if (others.isEmpty() || others.size() > MOST_PEOPLE) {
            input.refuse("participantIds", "must be 1 to " + MOST_PEOPLE + " other people");
        }
        return others;
    }

    /// The body of `PATCH /conversations/{id}`; what is absent stays.
    record Change(@Nullable String title, @Nullable Boolean muted) {}

    @PatchMapping("/{id}")
    ConversationView change(Caller caller, @PathVariable UUID id, @RequestBody Change request) {
        InputCheck input = new InputCheck();
        String title = request.title() == null ? null : input.text("title", request.title(), MOST_TITLE);
        input.done();
        transaction.executeWithoutResult(_ -> {
            if (title != null) {
                change.rename(caller, id, title);
            }
            if (request.muted() != null) {
                change.mute(caller, id, request.muted());
            }
        });
        return view(caller, id);
    }

    @PostMapping("/{id}/archive")
    ConversationView archive(Caller caller, @PathVariable UUID id) {
        change.archive(caller, id);
        return view(caller, id);
    }

    @PostMapping("/{id}/unarchive")
    ConversationView unarchive(Caller caller, @PathVariable UUID id) {
        change.reopen(caller, id);
        return view(caller, id);
    }

    /// The body of `POST /conversations/{id}/participants`.
    record NewParticipant(@Nullable UUID userId) {}

    @PostMapping("/{id}/participants")
    ResponseEntity<ConversationView> add(Caller caller, @PathVariable UUID id, @RequestBody NewParticipant request) {
        UUID userId = request.userId();
        if (userId == null) {
            throw InvalidInput.of("userId", "is required");
        }
        Participant person = Objects.requireNonNull(transaction.execute(
                _ -> people.find(caller.tenant(), List.of(userId)).getFirst()));
        participants.add(caller, id, person);
        return ResponseEntity.status(HttpStatus.CREATED).body(view(caller, id));
    }

    /// Whoever leaves does not see the conversation any more: 204 and nothing to show.
    @DeleteMapping("/{id}/participants/{userId}")
    ResponseEntity<Void> remove(Caller caller, @PathVariable UUID id, @PathVariable UUID userId) {
        participants.remove(caller, id, userId);
        return ResponseEntity.noContent().build();
    }

    private ConversationView view(Caller caller, UUID id) {
        return inbox.one(caller, id).orElseThrow(NotFound::new);
    }
}
