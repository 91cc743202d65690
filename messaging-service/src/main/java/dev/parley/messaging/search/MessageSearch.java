package dev.parley.messaging.search;

import dev.parley.messaging.conversation.Conversations;
import dev.parley.messaging.message.MessageView;
import dev.parley.messaging.message.Messages;
import dev.parley.messaging.message.StoredMessage;
import dev.parley.web.Caller;
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
/// of words. PostgreSQL decides which, so it must plan with the words at hand and not once for all.
@Component
class MessageSearch {
    private static final String OWN_PLAN = "select set_config('plan_cache_mode', 'force_custom_plan', true)";

    /// Characters that no message may contain, so that what is written cannot pretend to be a highlight.
    private static final char MARK_BEGINS = '\u0001';

    private static final char MARK_ENDS = '\u0002';

    private static final String QUERY =
            "(websearch_to_tsquery('parley_fr', :q) || websearch_to_tsquery('parley_en', :q))";

    private static final String IN_ONE = "w.conversation_id = :conversationId";

    private static final String IN_OWN = """
            w.conversation_id = any (array(
                select p.conversation_id from participant p where p.user_id = :userId and p.tenant = :tenant))""";

    /// The headline is made in the language in which the message was found.
    private static final String HEADLINE = """
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
        jdbc.sql(OWN_PLAN).query().listOfRows();
        String where = conversationId != null ? IN_ONE : caller.isStaff() ? "true" : IN_OWN;
        List<Found> found = jdbc.sql("with found as (select m.* from message_words w"
                        + " join message m on m.id = w.message_id join conversation c on c.id = w.conversation_id"
                        + " where w.tenant = :tenant and w.words @@ " + QUERY + " and " + where + " and "
                        + Conversations.VISIBLE
                        + (before == null ? "" : " and w.message_id < :before")
                        + " order by w.message_id desc limit :limit) " + HEADLINE)
                .param("tenant", caller.tenant())
                .param("userId", caller.userId())
                .param("staff", caller.isStaff())
                .param("q", q)
                .param("conversationId", conversationId)
                .param("before", before)
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
