package dev.parley.journal;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What a service does with the events of one topic. A bean of this type is all that a consumer needs: the journal runs
/// it in the group named after the service.
///
/// Each handler runs in a transaction, with the event's tenant in scope, at most once per event however often the
/// record is delivered, and in order per key. Types without a handler are passed by. A handler that throws is tried
/// again (its partition waits) and then its key is parked, see [DeadLetters].
///
/// A transaction may hold many events: a handler keeps nothing of its own between two of them.
public final class Subscription {
    private final Topic topic;
    private final Map<Class<? extends DomainEvent>, BiConsumer<DomainEvent, EventContext>> handlers =
            new LinkedHashMap<>();

    private Subscription(Topic topic) {
        this.topic = topic;
    }

    public static Subscription to(Topic topic) {
        return new Subscription(topic);
    }

    public <E extends DomainEvent> Subscription on(Class<E> event, Consumer<E> handler) {
        return on(event, (fact, _) -> handler.accept(fact));
    }

    public <E extends DomainEvent> Subscription on(Class<E> event, BiConsumer<E, EventContext> handler) {
        if (Catalogue.describe(event).topic() != topic) {
            throw new IllegalArgumentException(event.getSimpleName() + " does not travel on " + topic.topicName());
        }
        handlers.put(event, (fact, context) -> handler.accept(event.cast(fact), context));
        return this;
    }

    public Topic topic() {
        return topic;
    }

    Map<Class<? extends DomainEvent>, BiConsumer<DomainEvent, EventContext>> handlers() {
        return Map.copyOf(handlers);
    }
}
