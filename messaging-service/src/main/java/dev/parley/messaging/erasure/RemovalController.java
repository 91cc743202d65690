package dev.parley.messaging.erasure;

import dev.parley.messaging.message.WithdrawMessage;
import dev.parley.messaging.sending.ScheduleMessage;
import dev.parley.web.Caller;
import dev.parley.web.InputCheck;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What DELETE means: a message that waits for its time is cancelled (204), a sent one is withdrawn, or with `hard`
/// erased (200, as it is then); a conversation is gone (204).
@RestController
@RequestMapping("/api/v1")
class RemovalController {
    private static final int MOST_REASON = 500;

    private final ScheduleMessage scheduled;
    private final WithdrawMessage withdraw;
    private final EraseMessage erase;
    private final DeleteConversation delete;

    RemovalController(
            ScheduleMessage scheduled, WithdrawMessage withdraw, EraseMessage erase, DeleteConversation delete) {
        this.scheduled = scheduled;
        this.withdraw = withdraw;
        this.erase = erase;
        this.delete = delete;
    }

    /// @param reason needed by staff for the message of somebody else, at most 500 characters
    @DeleteMapping("/messages/{id}")
    ResponseEntity<?> remove(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "false") boolean hard) {
        InputCheck input = new InputCheck();
        String why = input.optionalText("reason", reason, MOST_REASON);
        input.done();
        if (hard) {
            return ResponseEntity.ok(erase.by(caller, id));
        }
        if (scheduled.cancel(caller, id)) {
            return ResponseEntity.noContent().build();
        }
        return ResponseEntity.ok(withdraw.by(caller, id, why == null || why.isBlank() ? null : why));
    }

    @DeleteMapping("/conversations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeConversation(Caller caller, @PathVariable UUID id) {
        delete.by(caller, id);
    }
}
