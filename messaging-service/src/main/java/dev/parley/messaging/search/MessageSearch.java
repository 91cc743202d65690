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
/// index of words. Among all messages of a tenant the first way is tried for a stretch, as long as the frequency of the
/// words promises (`stretch_for_words`), then the second is taken. Left alone, PostgreSQL would go back through
/// everything for a word that nobody wrote.
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

    /// At most that many messages are looked through before the index is asked: about five milliseconds.
    private static final int LONGEST_STRETCH = 10_000;

    /// Words of one conversation, or of the caller's own: few enough to be looked through.
    private static final String FEW = """
            select w.message_id from searched_words w join conversation c on c.id = w.conversation_id
            where w.tenant = :tenant and w.words @@ %1$s and %2$s and %3$s %4$s
            order by w.message_id desc limit :limit""";

    /// Of the conversations of what the index finds only as many are looked at as there are hits wanted.
    private static final String ALL = """
            with newest as materialized (
                select w.message_id
                from (select message_id, conversation_id, words from searched_words w where tenant = :tenant %4$s
                      order by message_id desc limit (select stretch_for_words(%1$s, :limit, %5$d))) w
                join conversation c on c.id = w.conversation_id
                where w.words @@ %1$s and %3$s
                order by w.message_id desc limit :limit
            ), matching as materialized (
                select message_id, conversation_id from searched_words w
                where tenant = :tenant and words @@ %1$s %4$s and (select count(*) from newest) < :limit
            )
            select message_id from newest where (select count(*) from newest) >= :limit
            union all
            (select w.message_id from (select * from matching order by message_id desc) w
             cross join lateral (select from conversation c where c.id = w.conversation_id and %3$s offset 0) seen
             limit :limit)""";

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
        boolean all = conversationId == null && caller.isStaff();
        String hits = (all ? ALL : FEW)
                .formatted(
                        QUERY,
                        conversationId != null ? IN_ONE : IN_OWN,
                        Conversations.VISIBLE,
                        before == null ? "" : "and w.message_id < :before",
                        LONGEST_STRETCH);
        List<Found> found = jdbc.sql("with found as (select m.* from (" + hits
                        + ") hit join message m on m.id = hit.message_id) " + HEADLINE)
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
        List<SearchHit> answer = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            answer.add(new SearchHit(views.get(i), highlight(found.get(i).headline())));
        }
        return answer;
    }

    static String highlight(String headline) {
        return HtmlUtils.htmlEscape(headline, "UTF-8")
                .replace(String.valueOf(MARK_BEGINS), "<mark>")
                .replace(String.valueOf(MARK_ENDS), "</mark>");
    }
}
