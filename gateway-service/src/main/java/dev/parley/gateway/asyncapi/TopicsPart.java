package dev.parley.gateway.asyncapi;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Event;
import dev.parley.contracts.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// The topics in the document: one channel each, one message per event.
final class TopicsPart {
    private static final String HEADERS = "CloudEventHeaders";

    private final Map<String, Object> channels = new LinkedHashMap<>();
    private final Map<String, Object> operations = new LinkedHashMap<>();
    private final Map<String, Object> messages = new LinkedHashMap<>();

    TopicsPart() {
        for (Topic topic : Topic.values()) {
            add(topic);
        }
    }

    Map<String, Object> channels() {
        return channels;
    }

    Map<String, Object> operations() {
        return operations;
    }

    Map<String, Object> messages() {
        return messages;
    }

    Map<String, Object> schemas() {
        return Json.object(HEADERS, headers().schema());
    }

    private void add(Topic topic) {
        String name = topic.topicName();
        List<Class<? extends DomainEvent>> events = Catalogue.events().stream()
                .filter(event -> Catalogue.describe(event).topic() == topic)
                .toList();
        Map<String, Object> carried = new LinkedHashMap<>();
        List<Object> sent = new ArrayList<>();
        for (Class<? extends DomainEvent> event : events) {
            String type = Catalogue.describe(event).type();
            messages.put(type, message(event));
            carried.put(type, Json.ref("components/messages/" + type));
            sent.add(Json.ref("channels/" + name + "/messages/" + type));
        }
        channels.put(
                name,
                Json.object(
                        "address",
                        name,
                        "title",
                        name,
                        "summary",
                        summary(events),
                        "description",
                        "Records with the same key are read in the order in which they were written; between keys there"
                                + " is no order. A record may come again: `ce_id` tells. What a consumer group cannot"
                                + " process goes to `" + topic.deadLetterTopic("<consumer group>") + "`.",
                        "servers",
                        Json.list(Json.ref("servers/kafka")),
                        "messages",
                        carried,
                        "bindings",
                        Json.object("kafka", binding(topic)),
                        "x-keys",
                        List.copyOf(keys(events)),
                        "x-publishers",
                        List.copyOf(publishers(events))));
        if (!events.isEmpty()) {
            operations.put(
                    "send." + name,
                    Json.object(
                            "action",
                            "send",
                            "channel",
                            Json.ref("channels/" + name),
                            "summary",
                            "Written by " + String.join(" and ", publishers(events)) + ".",
                            "messages",
                            sent));
        }
    }

    private static String summary(List<Class<? extends DomainEvent>> events) {
        return events.isEmpty()
                ? "Nothing travels here yet."
                : "Written by " + String.join(" and ", publishers(events)) + ", in order by "
                        + String.join(" or ", keys(events)) + ".";
    }

    private static SortedSet<String> keys(List<Class<? extends DomainEvent>> events) {
        SortedSet<String> keys = new TreeSet<>();
        events.forEach(event -> keys.add(Catalogue.describe(event).key()));
        return keys;
    }

    private static SortedSet<String> publishers(List<Class<? extends DomainEvent>> events) {
        SortedSet<String> publishers = new TreeSet<>();
        events.forEach(event -> publishers.add(Catalogue.describe(event).publisher()));
        return publishers;
    }

    private static Map<String, Object> binding(Topic topic) {
        Map<String, Object> configuration = topic.compacted()
                ? Json.object("cleanup.policy", Json.list("compact"))
                : Json.object(
                        "cleanup.policy",
                        Json.list("delete"),
                        "retention.ms",
                        topic.retention().toMillis());
        return Json.object(
                "topic",
                topic.topicName(),
                "partitions",
                topic.partitions(),
                "topicConfiguration",
                configuration,
                "bindingVersion",
                "0.5.0");
    }

    private static Map<String, Object> message(Class<? extends DomainEvent> event) {
        Event description = Catalogue.describe(event);
        RecordComment comment = RecordComment.of(event);
        return Json.object(
                "name",
                description.type(),
                "title",
                event.getSimpleName(),
                "summary",
                comment.about(),
                "headers",
                Shape.ref(HEADERS).schema(),
                "payload",
                EventSchemas.of(event, comment).schema(),
                "bindings",
                Json.object(
                        "kafka",
                        Json.object(
                                "key",
                                Shape.id()
                                        .with("description", description.key())
                                        .schema(),
                                "bindingVersion",
                                "0.5.0")),
                "x-key",
                description.key(),
                "x-publisher",
                description.publisher());
    }

    /// CloudEvents 1.0 in binary mode.
    private static Shape headers() {
        return Shape.object(
                Shape.field(CloudEventHeaders.SPEC_VERSION, Shape.exactly("1.0")),
                Shape.field(CloudEventHeaders.ID, Shape.id(), "the same for a record that comes again"),
                Shape.field(CloudEventHeaders.TYPE, Shape.text(), "the name of the message"),
                Shape.field(CloudEventHeaders.SOURCE, Shape.text(), "the service that wrote it"),
                Shape.field(CloudEventHeaders.TIME, Shape.time()),
                Shape.field(CloudEventHeaders.SUBJECT, Shape.text(), "the key"),
                Shape.field(CloudEventHeaders.TENANT, Shape.text(), "that of the data, or the record is refused"),
                Shape.field(CloudEventHeaders.CONTENT_TYPE, Shape.exactly("application/json")),
                Shape.field(CloudEventHeaders.TRACE_PARENT, Shape.text()).optional());
    }
}
