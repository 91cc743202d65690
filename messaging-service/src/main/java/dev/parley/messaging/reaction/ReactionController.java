package dev.parley.messaging.reaction;

import dev.parley.messaging.message.MessageView;
import dev.parley.web.Caller;
import dev.parley.web.InvalidInput;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Reactions over HTTP; both may be repeated at will, and answer with the message as it is then.
@RestController
@RequestMapping("/api/v1/messages/{id}/reactions/{emoji}")
class ReactionController {
    private final ReactToMessage react;

    ReactionController(ReactToMessage react) {
        this.react = react;
    }

    @PutMapping
    MessageView add(Caller caller, @PathVariable UUID id, @PathVariable String emoji) {
        return react.with(caller, id, checked(emoji));
    }

    @DeleteMapping
    MessageView remove(Caller caller, @PathVariable UUID id, @PathVariable String emoji) {
        return react.without(caller, id, checked(emoji));
    }

    private static Emoji checked(String emoji) {
        return Emoji.of(emoji).orElseThrow(() -> InvalidInput.of("emoji", "must be one emoji"));
    }
}
