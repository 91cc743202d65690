package dev.parley.messaging.conversation;

import dev.parley.journal.IdSource;
import dev.parley.messaging.conversation.Conversation.Kind;
import dev.parley.messaging.conversation.OpenConversation.Opening;
import dev.parley.web.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Somebody starts to talk with one other person, or with several.
///
/// Ids of people come from the organisation's own sign-in: somebody whom Parley has not met yet may be talked to, and
/// gets name and role here with their first token. Whoever belongs to another tenant will never see anything of it.
@Component
public class StartConversation {
    private final JdbcClient jdbc;
    private final OpenConversation open;
    private final IdSource ids;

    StartConversation(JdbcClient jdbc, OpenConversation open, IdSource ids) {
        this.jdbc = jdbc;
        this.open = open;
        this.ids = ids;
    }

    /// Between the same two people there is one conversation: the second start finds the first.
    ///
    /// @return its id
    @Transactional
    public UUID direct(Caller caller, Participant other) {
        String key = Stream.of(caller.userId(), other.userId())
                .map(UUID::toString)
                .sorted()
                .collect(Collectors.joining(" "));
        Opening opening = new Opening(
                caller.tenant(),
                ids.next(),
                Kind.DIRECT,
                null,
                null,
                null,
                null,
                caller.userId(),
                key,
                List.of(self(caller), other));
        if (open.once(opening)) {
            return opening.id();
        }
        return jdbc.sql("select id from conversation where tenant = ? and kind = 'DIRECT' and direct_key = ?")
                .params(caller.tenant(), key)
                .query(UUID.class)
                .single();
    }

    /// @param others without the caller, who takes part in any case
    /// @return its id
    @Transactional
    public UUID group(Caller caller, List<Participant> others, @Nullable String title) {
        List<Participant> all = new ArrayList<>(List.of(self(caller)));
        all.addAll(others);
        Opening opening = new Opening(
                caller.tenant(), ids.next(), Kind.GROUP, null, null, title, null, caller.userId(), null, all);
        open.once(opening);
        return opening.id();
    }

    private static Participant self(Caller caller) {
        return new Participant(caller.userId(), caller.name(), caller.role());
    }
}
