package dev.parley.gateway.fanout;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationArchived;
import dev.parley.contracts.messaging.ConversationClaimChanged;
import dev.parley.contracts.messaging.ConversationDeleted;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.ConversationRenamed;
import dev.parley.contracts.messaging.ConversationReopened;
import dev.parley.contracts.messaging.MessageEdited;
import dev.parley.contracts.messaging.MessageErased;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.messaging.MessageWithdrawn;
import dev.parley.contracts.messaging.ParticipantJoined;
import dev.parley.contracts.messaging.ParticipantLeft;
import dev.parley.contracts.messaging.ReactionAdded;
import dev.parley.contracts.messaging.ReactionRemoved;
import dev.parley.contracts.notification.NotificationRaised;
import dev.parley.contracts.presence.TypingStarted;
import dev.parley.contracts.presence.TypingStopped;
import dev.parley.contracts.presence.UserAway;
import dev.parley.contracts.presence.UserOffline;
import dev.parley.contracts.presence.UserOnline;
import dev.parley.gateway.typing.Typists;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// From a record to a [Delivery]. The type header is looked at first: what no client hears about is never parsed.
///
/// A record is refused when its tenant header and its data disagree, or its key is not the id it speaks of: then it was
/// not written by the service that owns the topic.
final class EventDecoder {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// What clients hear about, by the type on the wire.
    private static final Map<String, ObjectReader> READERS = Stream.of(
                    MessageSent.class,
                    MessageEdited.class,
                    MessageWithdrawn.class,
                    MessageErased.class,
                    ReactionAdded.class,
                    ReactionRemoved.class,
                    ParticipantJoined.class,
                    ParticipantLeft.class,
                    ConversationOpened.class,
                    ConversationRenamed.class,
                    ConversationArchived.class,
                    ConversationReopened.class,
                    ConversationDeleted.class,
                    ConversationClaimChanged.class,
                    MessageRead.class,
                    TypingStarted.class,
                    TypingStopped.class,
                    UserOnline.class,
                    UserAway.class,
                    UserOffline.class,
                    NotificationRaised.class)
            .collect(Collectors.toUnmodifiableMap(
                    event -> Catalogue.describe(event).type(), event -> JSON.readerFor((Class<?>) event)));

    private static final Delivery.Ending NOBODYS = new Delivery.Ending.Nobodys();
    private static final Delivery.Ending EVERYBODYS = new Delivery.Ending.Everybodys();

    private final Clock clock;

    EventDecoder(Clock clock) {
        this.clock = clock;
    }

    /// @return null for what no client hears about
    /// @throws RefusedRecord for what nobody may hear about
    @Nullable Delivery decode(ConsumerRecord<byte[], byte[]> record) throws RefusedRecord {
        String type = header(record, CloudEventHeaders.TYPE);
        if (type == null || record.value() == null || record.key() == null) {
            throw new RefusedRecord("no type, key or value");
        }
        try {
            ObjectReader reader = READERS.get(type);
            return reader == null ? unknown(record) : delivery(record, reader.readValue(record.value()));
        } catch (JacksonException | NullPointerException e) {
            throw new RefusedRecord("data not as the type says");
        }
    }

    private @Nullable Delivery delivery(ConsumerRecord<byte[], byte[]> record, DomainEvent event) throws RefusedRecord {
        return switch (event) {
            case MessageSent e -> sent(record, e);
            case MessageEdited e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case MessageWithdrawn e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case MessageErased e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case ReactionAdded e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case ReactionRemoved e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case ParticipantJoined e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case ParticipantLeft e -> left(record, e);
            case ConversationOpened e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case ConversationRenamed e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case ConversationArchived e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case ConversationReopened e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case ConversationClaimChanged e ->
                entry(record, e, e.conversationId(), e.seq(), e.participantIds(), () -> EntryFrames.of(e));
            case ConversationDeleted e -> deleted(record, e);
            case MessageRead e -> read(record, e);
            case TypingStarted e -> started(record, e);
            case TypingStopped e -> stopped(record, e);
            case UserOnline e -> online(record, e);
            case UserAway e -> away(record, e);
            case UserOffline e -> offline(record, e);
            case NotificationRaised e -> raised(record, e);
            default -> throw new IllegalStateException("no delivery for " + event.getClass());
        };
    }

    // ---- entries ----

    private static Delivery sent(ConsumerRecord<byte[], byte[]> record, MessageSent event) throws RefusedRecord {
        check(record, event, event.conversationId());
        return new Delivery.Entry(
                event.tenant(),
                event.conversationId(),
                event.seq(),
                List.copyOf(event.participantIds()),
                event.senderId(),
                NOBODYS,
                EntryFrames.of(event));
    }

    /// The one who left is told so, too: it is the last that they hear.
    private static Delivery left(ConsumerRecord<byte[], byte[]> record, ParticipantLeft event) throws RefusedRecord {
        check(record, event, event.conversationId());
        List<UUID> audience = new ArrayList<>(event.participantIds());
        audience.add(Objects.requireNonNull(event.userId()));
        return new Delivery.Entry(
                event.tenant(),
                event.conversationId(),
                event.seq(),
                audience.stream().distinct().toList(),
                null,
                new Delivery.Ending.OfOneWhoLeft(event.userId(), event.claimId() != null),
                EntryFrames.of(event));
    }

    private static Delivery deleted(ConsumerRecord<byte[], byte[]> record, ConversationDeleted event)
            throws RefusedRecord {
        check(record, event, event.conversationId());
        return new Delivery.Entry(
                event.tenant(),
                event.conversationId(),
                event.seq(),
                List.copyOf(event.participantIds()),
                null,
                EVERYBODYS,
                EntryFrames.of(event));
    }

    /// @param frame built only when the record is what it should be
    private static Delivery entry(
            ConsumerRecord<byte[], byte[]> record,
            DomainEvent event,
            UUID conversationId,
            long seq,
            List<UUID> participantIds,
            Supplier<ByteBuf> frame)
            throws RefusedRecord {
        check(record, event, conversationId);
        return new Delivery.Entry(
                event.tenant(), conversationId, seq, List.copyOf(participantIds), null, NOBODYS, frame.get());
    }

    // ---- everything else ----

    private static Delivery read(ConsumerRecord<byte[], byte[]> record, MessageRead event) throws RefusedRecord {
        check(record, event, event.conversationId());
        return new Delivery.Receipt(
                event.tenant(),
                event.conversationId(),
                List.copyOf(event.participantIds()),
                EventFrames.receipt(event));
    }

    private @Nullable Delivery started(ConsumerRecord<byte[], byte[]> record, TypingStarted event)
            throws RefusedRecord {
        check(record, event, event.conversationId());
        Instant tooOld = clock.instant().minus(Typists.LIFE);
        if (event.startedAt().isBefore(tooOld)) {
            return null;
        }
        return new Delivery.Typing(event.tenant(), event.conversationId(), event.claimId(), event.userId(), true);
    }

    private static Delivery stopped(ConsumerRecord<byte[], byte[]> record, TypingStopped event) throws RefusedRecord {
        check(record, event, event.conversationId());
        return new Delivery.Typing(event.tenant(), event.conversationId(), event.claimId(), event.userId(), false);
    }

    private static Delivery online(ConsumerRecord<byte[], byte[]> record, UserOnline event) throws RefusedRecord {
        check(record, event, event.userId());
        return new Delivery.PresenceChange(
                event.tenant(), event.userId(), EventFrames.presence(event.userId(), "ONLINE", null));
    }

    private static Delivery away(ConsumerRecord<byte[], byte[]> record, UserAway event) throws RefusedRecord {
        check(record, event, event.userId());
        return new Delivery.PresenceChange(
                event.tenant(), event.userId(), EventFrames.presence(event.userId(), "AWAY", event.lastSeenAt()));
    }

    private static Delivery offline(ConsumerRecord<byte[], byte[]> record, UserOffline event) throws RefusedRecord {
        check(record, event, event.userId());
        return new Delivery.PresenceChange(
                event.tenant(), event.userId(), EventFrames.presence(event.userId(), "OFFLINE", event.lastSeenAt()));
    }

    private static Delivery raised(ConsumerRecord<byte[], byte[]> record, NotificationRaised event)
            throws RefusedRecord {
        check(record, event, event.userId());
        return new Delivery.Personal(event.tenant(), event.userId(), EventFrames.notification(event));
    }

    /// A later version added a kind of entry: those who joined the conversation will fetch it as messaging shows it.
    private static @Nullable Delivery unknown(ConsumerRecord<byte[], byte[]> record) throws RefusedRecord {
        if (!record.topic().equals(Topic.CONVERSATION_EVENTS.topicName())) {
            return null;
        }
        JsonNode data = JSON.readTree(record.value());
        JsonNode tenant = data.get("tenant");
        JsonNode conversationId = data.get("conversationId");
        JsonNode seq = data.get("seq");
        if (tenant == null || conversationId == null || seq == null || !seq.isIntegralNumber()) {
            return null;
        }
        UUID id = UUID.fromString(conversationId.asString());
        check(record, tenant.asString(), id);
        return new Delivery.UnknownEntry(tenant.asString(), id, seq.asLong());
    }

    private static void check(ConsumerRecord<byte[], byte[]> record, DomainEvent event, UUID key) throws RefusedRecord {
        check(record, event.tenant(), key);
    }

    private static void check(ConsumerRecord<byte[], byte[]> record, String tenant, UUID key) throws RefusedRecord {
        if (!tenant.equals(header(record, CloudEventHeaders.TENANT))) {
            throw new RefusedRecord("tenant of header and data differ");
        }
        if (!key.toString().equals(new String(record.key(), StandardCharsets.UTF_8))) {
            throw new RefusedRecord("key is not the id in the data");
        }
    }

    static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /// The reason names no content.
    static final class RefusedRecord extends Exception {
        RefusedRecord(String message) {
            super(message, null, false, false);
        }
    }
}
