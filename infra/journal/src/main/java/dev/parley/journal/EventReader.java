package dev.parley.journal;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Turns records into events, and refuses those that are not what they say.
final class EventReader {
    private final Map<Class<? extends DomainEvent>, List<BiConsumer<DomainEvent, EventContext>>> handlers =
            new HashMap<>();
    private final Set<String> topics = new TreeSet<>();

    EventReader(Collection<Subscription> subscriptions) {
        for (Subscription subscription : subscriptions) {
            topics.add(subscription.topic().topicName());
            subscription
                    .handlers()
                    .forEach((event, handler) -> handlers.merge(
                            event,
                            List.of(handler),
                            (before, more) -> Stream.of(before, more)
                                    .flatMap(List::stream)
                                    .toList()));
        }
    }

    Set<String> topics() {
        return topics;
    }

    /// Never throws: what cannot be read is [Received.Poison].
    Received read(RawRecord raw) {
        String type = raw.header(CloudEventHeaders.TYPE);
        if (type == null) {
            return raw.value() == null && compacted(raw.topic())
                    ? new Received.PassedBy(raw)
                    : new Received.Poison(raw, "MissingHeader ce_type");
        }
        Optional<Class<? extends DomainEvent>> event = Catalogue.recordOf(type);
        List<BiConsumer<DomainEvent, EventContext>> wanted =
                event.map(handlers::get).orElse(null);
        if (event.isEmpty() || wanted == null) {
            return new Received.PassedBy(raw);
        }
        if (!Catalogue.describe(event.get()).topic().topicName().equals(raw.topic())) {
            return new Received.Poison(raw, "WrongTopic");
        }
        return read(raw, event.get(), wanted);
    }

    private static Received read(
            RawRecord raw, Class<? extends DomainEvent> event, List<BiConsumer<DomainEvent, EventContext>> wanted) {
        UUID id = uuid(raw.header(CloudEventHeaders.ID));
        Instant time = time(raw.header(CloudEventHeaders.TIME));
        String tenant = raw.header(CloudEventHeaders.TENANT);
        if (!"1.0".equals(raw.header(CloudEventHeaders.SPEC_VERSION))) {
            return new Received.Poison(raw, "WrongHeader ce_specversion");
        }
        if (id == null) {
            return new Received.Poison(raw, "WrongHeader ce_id");
        }
        if (time == null) {
            return new Received.Poison(raw, "WrongHeader ce_time");
        }
        if (tenant == null || tenant.isBlank()) {
            return new Received.Poison(raw, "WrongHeader ce_tenant");
        }
        byte[] value = raw.value();
        if (value == null) {
            return new Received.Poison(raw, "NoPayload");
        }
        DomainEvent fact;
        try {
            fact = EventJson.read(value, event);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return new Received.Poison(
                    raw, "UnreadablePayload " + unreadable.getClass().getSimpleName());
        }
        if (fact == null || !tenant.equals(fact.tenant())) {
            return new Received.Poison(raw, "TenantOfHeaderIsNotThatOfPayload");
        }
        var context = new EventContext(id, raw.key(), tenant, time);
        return new Received.Wanted(raw, context, raw.header(CloudEventHeaders.TRACE_PARENT), fact, wanted);
    }

    static @Nullable UUID eventId(RawRecord raw) {
        return uuid(raw.header(CloudEventHeaders.ID));
    }

    private static boolean compacted(String topicName) {
        return Arrays.stream(Topic.values())
                .anyMatch(topic -> topic.compacted() && topic.topicName().equals(topicName));
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null || text.length() != 36 ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException notOne) {
            return null;
        }
    }
}
