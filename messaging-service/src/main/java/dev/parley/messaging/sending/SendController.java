package dev.parley.messaging.sending;

import dev.parley.journal.IdSource;
import dev.parley.messaging.conversation.ConversationTarget;
import dev.parley.web.Caller;
import dev.parley.web.IdempotencyKeys;
import dev.parley.web.InputCheck;
import dev.parley.web.InvalidInput;
import dev.parley.web.NotBuiltYet;
import dev.parley.web.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.springframework.web.bind.annotation.RestController;

/// Sending over HTTP. A message is stored when 201 is answered, kept for later when 202 is.
@RestController
@RequestMapping("/api/v1")
class SendController {
    private static final int MOST_BODY = 10_000;
    private static final Duration LATEST = Duration.ofDays(366);

    private final SendMessage sendMessage;
    private final ScheduleMessage scheduleMessage;
    private final IdSource ids;
    private final Clock clock;

    SendController(SendMessage sendMessage, ScheduleMessage scheduleMessage, IdSource ids, Clock clock) {
        this.sendMessage = sendMessage;
        this.scheduleMessage = scheduleMessage;
        this.ids = ids;
        this.clock = clock;
    }

    /// The body of `POST /messages`. Attachments are of the contract but not offered by this version, which says so.
    ///
    /// @param receiverId to whom it is said, of those who take part; everybody in the conversation sees it all the
    /// same
    /// @param basedOnSeq the last entry that the sender has seen: 409 when others wrote since, unless `override`
    /// @param sendAt in the future, at most a year from now
    /// @param cancelIfAnswered with `sendAt`: do not send when the other side wrote meanwhile
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
        MessageDraft checked(ConversationTarget target, @Nullable String key, Instant now) {
            InputCheck input = new InputCheck();
            String text = input.text("body", body, MOST_BODY);
            if (basedOnSeq != null && basedOnSeq < 0) {
                input.refuse("basedOnSeq", "must not be negative");
            }
            if (sendAt != null && (!sendAt.isAfter(now) || sendAt.isAfter(now.plus(LATEST)))) {
                input.refuse("sendAt", "must be in the future, at most a year from now");
            }
            if (sendAt == null && Boolean.TRUE.equals(cancelIfAnswered)) {
                input.refuse("cancelIfAnswered", "goes with sendAt");
            }
            if (sendAt != null && basedOnSeq != null) {
                input.refuse("basedOnSeq", "does not go with sendAt");
            }
            input.done();
            if (attachmentIds != null && !attachmentIds.isEmpty()) {
                throw new NotBuiltYet("Attachments are not available in this version.");
            }
            return new MessageDraft(
                    target,
                    text,
                    receiverId,
                    replyToId,
                    key == null ? null : IdempotencyKeys.parse(key),
                    basedOnSeq == null ? null : new MessageDraft.Guard(basedOnSeq, Boolean.TRUE.equals(override)),
                    sendAt == null
                            ? null
                            : new MessageDraft.Schedule(
                                    sendAt.truncatedTo(ChronoUnit.MILLIS), Boolean.TRUE.equals(cancelIfAnswered)));
        }
    }

    @PostMapping("/messages")
    ResponseEntity<?> send(
            Caller caller,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestBody NewMessage request) {
        ConversationTarget target = ConversationTarget.of(request.claimId(), request.conversationId());
        return send(caller, request.checked(target, key, clock.instant()));
    }

    @PostMapping("/conversations/{id}/messages")
    ResponseEntity<?> sendTo(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestBody NewMessage request) {
        if (request.claimId() != null
                || (request.conversationId() != null
                        && !request.conversationId().equals(id))) {
            throw InvalidInput.of("conversationId", "is given by the path");
        }
        return send(caller, request.checked(new ConversationTarget(id, null), key, clock.instant()));
    }

    /// The caller's own messages that wait for their time, soonest first.
    @GetMapping("/messages/scheduled")
    Page<ScheduledMessage> scheduled(Caller caller) {
        return new Page<>(scheduleMessage.waiting(caller), null);
    }

    private ResponseEntity<?> send(Caller caller, MessageDraft draft) {
        MessageDraft.Schedule schedule = draft.schedule();
        if (schedule != null) {
            UUID key = draft.clientKey() == null ? ids.next() : draft.clientKey();
            ScheduleMessage.Scheduled scheduled = scheduleMessage.by(caller, draft, key, schedule);
            return answer(HttpStatus.ACCEPTED, scheduled.replayed()).body(scheduled.message());
        }
        SendMessage.Sent sent = sendMessage.by(caller, draft);
        return answer(HttpStatus.CREATED, sent.replayed()).body(sent.message());
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, boolean replayed) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        return replayed ? answer.header(IdempotencyKeys.REPLAYED, "true") : answer;
    }
}
