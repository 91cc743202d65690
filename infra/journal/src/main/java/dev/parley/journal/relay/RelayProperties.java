package dev.parley.journal.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/// How this service's journal reaches Kafka.
///
/// @param enabled `false` for a service that publishes nothing durable: it then needs none of the rest
/// @param host where PostgreSQL listens
/// @param port where PostgreSQL listens
/// @param database the service's database; the replication slot is `<database>_relay`
/// @param user role with REPLICATION and BYPASSRLS
/// @param password secret of `user`, from the environment
/// @param pollInterval how long an idle relay pauses between two looks at the slot: the greater part of the delay from
///     commit to Kafka, paid for in CPU while idle (5 ms: a fifth of a core, 50 ms: a thirtieth); short only where
///     people wait for the events
/// @param flushInterval how often the position is stored; what was sent since is repeated after a kill
/// @param heartbeatInterval how often an idle relay lets the slot go forward, so that it does not hold back WAL
/// @param standbyInterval how often a replica that stands by looks whether the slot is free
/// @param maxPause longest pause between two attempts to reach a database or broker that is away
@ConfigurationProperties("journal.relay")
public record RelayProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("5432") int port,
        @Nullable String database,
        @Nullable String user,
        @Nullable String password,
        @DefaultValue("50ms") Duration pollInterval,
        @DefaultValue("1s") Duration flushInterval,
        @DefaultValue("10s") Duration heartbeatInterval,
        @DefaultValue("1s") Duration standbyInterval,
        @DefaultValue("5s") Duration maxPause) {

    public RelayProperties {
        if (enabled) {
            Assert.hasText(database, "journal.relay.database is needed while journal.relay.enabled is true");
            Assert.hasText(user, "journal.relay.user is needed while journal.relay.enabled is true");
            Assert.hasText(password, "journal.relay.password is needed while journal.relay.enabled is true");
        }
        requirePositive("journal.relay.poll-interval", pollInterval);
        requirePositive("journal.relay.flush-interval", flushInterval);
        requirePositive("journal.relay.heartbeat-interval", heartbeatInterval);
        requirePositive("journal.relay.standby-interval", standbyInterval);
        requirePositive("journal.relay.max-pause", maxPause);
    }

    String slot() {
        return database + "_relay";
    }

    private static void requirePositive(String key, Duration value) {
        Assert.isTrue(value.isPositive(), () -> key + " must be positive");
    }

    @Override
    public String toString() {
        return "RelayProperties[" + host + ":" + port + "/" + database + ", enabled=" + enabled + "]";
    }
}
