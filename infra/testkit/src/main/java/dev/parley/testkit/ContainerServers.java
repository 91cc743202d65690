package dev.parley.testkit;

import dev.parley.localstack.kafka.Topics;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// The same servers through Testcontainers, which also removes them at the end.
final class ContainerServers {
    private static final String POSTGRES_IMAGE = "postgres:18";
    private static final String KAFKA_IMAGE = "apache/kafka:4.3.1";

    private ContainerServers() {}

    @SuppressWarnings("resource") // lives as long as the JVM
    static Servers.PostgresForTests postgres() {
        var server = new PostgreSQLContainer(DockerImageName.parse(POSTGRES_IMAGE))
                .withUsername("postgres")
                .withPassword("postgres")
                .withCommand(
                        "postgres",
                        "-c",
                        "wal_level=logical",
                        "-c",
                        "fsync=off",
                        "-c",
                        "max_connections=300",
                        "-c",
                        "max_replication_slots=100",
                        "-c",
                        "max_wal_senders=60");
        server.start();
        return new Servers.PostgresForTests(
                server.getHost(), server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), "postgres");
    }

    @SuppressWarnings("resource") // lives as long as the JVM
    static String kafka() {
        var broker = new KafkaContainer(DockerImageName.parse(KAFKA_IMAGE))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "8");
        broker.start();
        String bootstrap = broker.getBootstrapServers();
        Topics.ensure(bootstrap, Topics.catalogue());
        return bootstrap;
    }
}
