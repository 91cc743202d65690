package dev.parley.messaging.search;

import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.message.MessageView;
import dev.parley.messaging.message.Messages;
import dev.parley.messaging.message.StoredMessage;
import dev.parley.web.Caller;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.HtmlUtils;

/// Newest first.
///
/// A word that many messages have is met soon on the way from the newest backwards; a rare one is looked up in the
/// index
/// of words. PostgreSQL decides which, in the function `messages_with_words`, see decision 012.
@Component
class MessageSearch {
    /// Characters that no message may contain, so that what is written cannot pretend to be a highlight.
    private static final char MARK_BEGINS = '\u0001';

    private static final char MARK_ENDS = '\u0002';

    private static final String QUERY =
            "(websearch_to_tsquery('parley_fr', :q) || websearch_to_tsquery('parley_en', :q))";

    /// What the caller sees because of taking part. Staff see what belongs to a claim in any case.
    private static final String OWN = """
            array(select c.id from participant p join conversation c on c.id = p.conversation_id
                  where p.user_id = :userId and p.tenant = :tenant and c.deleted_at is null
                    and (not :staff or c.kind in ('DIRECT', 'GROUP')))""";

    /// The sight of the caller is looked at twice: where it is found and, row by row, where it is shown. The headline
    /// is
    /// made in the language in which the message was found.
    private static final String FOUND = "with found as (select m.* from messages_with_words(" + QUERY + ", " + OWN
            + ", :staff, :conversationId, :before, :limit) as hit (id)"
            + " join message m on m.id = hit.id join conversation c on c.id = m.conversation_id where "
            + Conversations.VISIBLE + ") " + """
            select found.*,
                   ts_headline(
                       case when to_tsvector('parley_fr', body) @@ websearch_to_tsquery('parley_fr', :q)
                            then 'parley_fr'::regconfig else 'parley_en'::regconfig end,
                       body,\s""" + QUERY + """
                       , 'MaxWords=30, MinWords=10, ShortWord=0, MaxFragments=2, StartSel=' || :begins || ', StopSel='
                         || :ends) as headline
            from found order by id desc""";

    private final JdbcClient jdbc;
    private final Messages messages;

    MessageSearch(JdbcClient jdbc, Messages messages) {
        this.jdbc = jdbc;
        this.messages = messages;
    }

    private record Found(StoredMessage message, String headline) {}

    /// @param conversationId one that the caller may see; null = all of them
    /// @param before only messages older than this one; null = from the newest
    @Transactional(readOnly = true)
    public List<SearchHit> page(
            Caller caller, String q, @Nullable UUID conversationId, @Nullable UUID before, int limit) {
        List<Found> found = jdbc.sql(FOUND)
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("staff", caller.isStaff())
                .param("q", q)
                .param("conversationId", conversationId, Types.OTHER)
                .param("before", before, Types.OTHER)
                .param("limit", limit)
                .param("begins", String.valueOf(MARK_BEGINS))
                .param("ends", String.valueOf(MARK_ENDS))
                .query((row, number) -> new Found(StoredMessage.row(row, number), row.getString("headline")))
                .list();
        List<MessageView> views =
                messages.views(caller, found.stream().map(Found::message).toList());
        List<SearchHit> hits = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            hits.add(new SearchHit(views.get(i), highlight(found.get(i).headline())));
        }
        return hits;
    }

    static String highlight(String headline) {
        return HtmlUtils.htmlEscape(headline, "UTF-8")
                .replace(String.valueOf(MARK_BEGINS), "<mark>")
                .replace(String.valueOf(MARK_ENDS), "</mark>");
    }
}
