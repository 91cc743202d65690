package dev.parley.messaging.cannedreply;

import dev.parley.journal.IdSource;
import dev.parley.web.Caller;
import dev.parley.web.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Reads and changes the canned replies of the caller's tenant. Whoever changes one last wins.
@Component
class CannedReplies {
    private final JdbcClient jdbc;
    private final IdSource ids;
    private final Clock clock;

    CannedReplies(JdbcClient jdbc, IdSource ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /// By shortcut, then language.
    @Transactional(readOnly = true)
    public List<CannedReply> page(
            Caller caller, @Nullable String locale, String afterShortcut, String afterLocale, int limit) {
        return jdbc.sql("""
                        select * from canned_reply
                        where tenant = :tenant and (cast(:locale as text) is null or locale = :locale)
                          and (shortcut, locale) > (:shortcut, :afterLocale)
                        order by shortcut, locale limit :limit""")
                .param("tenant", caller.tenant())
                .param("locale", locale)
                .param("shortcut", afterShortcut)
                .param("afterLocale", afterLocale)
                .param("limit", limit)
                .query(CannedReplies::row)
                .list();
    }

    @Transactional(readOnly = true)
    public CannedReply get(Caller caller, UUID id) {
        return jdbc.sql("select * from canned_reply where tenant = ? and id = ?")
                .params(caller.tenant(), id)
                .query(CannedReplies::row)
                .optional()
                .orElseThrow(NotFound::new);
    }

    /// @param text its id does not count
    /// @throws ShortcutTaken when another one has the shortcut
    @Transactional
    public CannedReply add(Caller caller, CannedReply text) {
        try {
            return jdbc.sql("""
                            insert into canned_reply (id, tenant, shortcut, title, body, locale, updated_at)
                            values (?, ?, ?, ?, ?, ?, ?) returning *""")
                    .params(
                            ids.next(),
                            caller.tenant(),
                            text.shortcut(),
                            text.title(),
                            text.body(),
                            text.locale(),
                            Timestamp.from(clock.instant()))
                    .query(CannedReplies::row)
                    .single();
        } catch (DuplicateKeyException taken) {
            throw new ShortcutTaken();
        }
    }

    /// @throws ShortcutTaken when another one has the shortcut
    @Transactional
    public CannedReply change(Caller caller, CannedReply text) {
        try {
            return jdbc.sql("""
                            update canned_reply set shortcut = ?, title = ?, body = ?, locale = ?, updated_at = ?
                            where tenant = ? and id = ? returning *""")
                    .params(
                            text.shortcut(),
                            text.title(),
                            text.body(),
                            text.locale(),
                            Timestamp.from(clock.instant()),
                            caller.tenant(),
                            text.id())
                    .query(CannedReplies::row)
                    .optional()
                    .orElseThrow(NotFound::new);
        } catch (DuplicateKeyException taken) {
            throw new ShortcutTaken();
        }
    }

    @Transactional
    public void remove(Caller caller, UUID id) {
        int removed = jdbc.sql("delete from canned_reply where tenant = ? and id = ?")
                .params(caller.tenant(), id)
                .update();
        if (removed == 0) {
            throw new NotFound();
        }
    }

    private static CannedReply row(ResultSet row, int number) throws SQLException {
        return new CannedReply(
                row.getObject("id", UUID.class),
                row.getString("shortcut"),
                row.getString("title"),
                row.getString("body"),
                row.getString("locale"));
    }
}
