package dev.parley.localstack.kafka;

import dev.parley.contracts.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// Makes topics; one that exists is left as it is.
public final class Topics {

    private static final int SECONDS = 30;

    private Topics() {}

    /// The topics of the platform as the contracts describe them, one replica each.
    public static List<NewTopic> catalogue() {
        return Stream.of(Topic.values()).map(Topics::of).toList();
    }

    public static NewTopic of(Topic topic) {
        Map<String, String> keep = topic.compacted()
                ? Map.of("cleanup.policy", "compact")
                : Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        Long.toString(topic.retention().toMillis()));
        return new NewTopic(topic.topicName(), topic.partitions(), (short) 1).configs(keep);
    }

    /// Returns when every topic exists, whoever made it.
    public static void ensure(String bootstrap, List<NewTopic> topics) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            ensure(admin, topics);
        }
    }

    private static void ensure(Admin admin, List<NewTopic> topics) {
        try {
            Set<String> existing = admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
            var missing = new ArrayList<>(topics);
            missing.removeIf(topic -> existing.contains(topic.name()));
            create(admin, missing);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics cannot be created: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    private static void create(Admin admin, Collection<NewTopic> missing)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                created.get(SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }
}
