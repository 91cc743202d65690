package dev.parley.messaging.archive;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.parley.messaging.conversation.ChangeConversation;
import dev.parley.messaging.conversation.ConversationLog;
import dev.parley.tenancy.TenantScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Looks for idle conversations, tenant by tenant, and archives each in a transaction of its own: a message that comes
/// first keeps it open.
@Configuration(proxyBeanMethods = false)
class ArchiveIdle {
    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("archive-idle");
    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ConversationLog log;
    private final ChangeConversation change;
    private final ArchiveProperties properties;
    private final Clock clock;

    ArchiveIdle(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ConversationLog log,
            ChangeConversation change,
            ArchiveProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.log = log;
        this.change = change;
        this.properties = properties;
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> archiveIdleConversations() {
        return Tasks.recurring(TASK, FixedDelay.of(properties.every())).execute((_, _) -> round());
    }

    void round() {
        List<String> tenants = jdbc.sql("select tenant from tenant order by tenant")
                .query(String.class)
                .list();
        tenants.forEach(tenant -> TenantScope.run(tenant, this::archiveOfTenant));
    }

    private void archiveOfTenant() {
        Timestamp idleSince = Timestamp.from(clock.instant().minus(properties.idle()));
        List<UUID> idle;
        do {
            idle = idle(idleSince);
            idle.forEach(id -> transaction.executeWithoutResult(_ -> archive(id, idleSince.toInstant())));
        } while (idle.size() == AT_ONCE);
    }

    private List<UUID> idle(Timestamp since) {
        List<UUID> idle = transaction.execute(_ -> jdbc.sql("""
                        select id from conversation
                        where tenant = ? and status = 'OPEN' and deleted_at is null and active_at < ?
                        order by active_at limit ?""")
                .params(TenantScope.required(), since, AT_ONCE)
                .query(UUID.class)
                .list());
        return idle == null ? List.of() : idle;
    }

    private void archive(UUID id, Instant idleSince) {
        log.lock(id);
        boolean stillIdle = jdbc.sql("""
                        select exists (select from conversation
                                       where id = ? and status = 'OPEN' and deleted_at is null and active_at < ?)""")
                .params(id, Timestamp.from(idleSince))
                .query(Boolean.class)
                .single();
        if (stillIdle) {
            change.archive(id, null);
        }
    }
}
