package dev.parley.notification.inbox;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which conversations are notes among staff. Opening one is the first record of its key, so it is known before a word
/// is said in it. Runs in the transaction of the event.
@Repository
class InternalConversations {
    private final JdbcClient jdbc;

    InternalConversations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void remember(String tenant, UUID conversationId) {
        jdbc.sql("insert into internal_conversation (id, tenant) values (:id, :tenant) on conflict (id) do nothing")
                .param("id", conversationId)
                .param("tenant", tenant)
                .update();
    }

    boolean contains(String tenant, UUID conversationId) {
        return jdbc.sql("select count(*) from internal_conversation where tenant = :tenant and id = :id")
                        .param("tenant", tenant)
                        .param("id", conversationId)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
