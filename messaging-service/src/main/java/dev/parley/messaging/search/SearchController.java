package dev.parley.messaging.search;

import dev.parley.messaging.conversation.ConversationTarget;
import dev.parley.messaging.conversation.Conversations;
import dev.parley.web.Caller;
import dev.parley.web.Cursors;
import dev.parley.web.InputCheck;
import dev.parley.web.Page;
import dev.parley.web.PageLimit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Search over HTTP.
@RestController
@RequestMapping("/api/v1/messages/search")
class SearchController {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST_SEARCH = 200;

    private final MessageSearch search;
    private final Conversations conversations;
    private final Cursors cursors;

    SearchController(MessageSearch search, Conversations conversations, Cursors cursors) {
        this.search = search;
        this.conversations = conversations;
        this.cursors = cursors;
    }

    /// @param q 1 to 200 characters
    /// @param conversationId absent = all that the caller may see
    @GetMapping
    Page<SearchHit> search(
            Caller caller,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable UUID conversationId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        InputCheck input = new InputCheck();
        String words = input.text("q", q, MOST_SEARCH);
        input.done();
        int size = PageLimit.of(limit, DEFAULT_LIMIT);
        String list = "search " + conversationId + ' ' + words;
        UUID before = cursor == null ? null : UUID.fromString(cursors.verify(caller, list, cursor));
        if (conversationId != null) {
            conversations.visible(caller, new ConversationTarget(conversationId, null));
        }
        return Page.of(
                search.page(caller, words, conversationId, before, size + 1),
                size,
                last -> cursors.sign(caller, list, last.message().id().toString()));
    }
}
