package dev.parley.gateway.fanout;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.claims.ClaimAssigned;
import dev.parley.contracts.claims.ClaimEdited;
import dev.parley.contracts.claims.ClaimOpened;
import dev.parley.contracts.claims.ClaimStatusChanged;
import dev.parley.contracts.claims.ClaimSubmitted;
import dev.parley.contracts.claims.ClaimWithdrawn;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
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

/// From a record to the deliveries it makes. The type header is looked at first: what no client hears about is never
/// parsed, and neither are facts of claims while nobody of the tenant watches them.
///
/// A record is refused when its type belongs to another topic, its tenant header and its data disagree, or its key is
/// not the id it speaks of: then it was not written by the service that owns the topic.
final class EventDecoder {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// What clients hear about, by the type on the wire.
    private static final Map<String, Reader> READERS = Stream.of(
                    ClaimOpened.class,
                    ClaimSubmitted.class,
                    ClaimEdited.class,
                    ClaimAssigned.class,
                    ClaimStatusChanged.class,
                    ClaimWithdrawn.class,
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
                    event -> Catalogue.describe(event).type(),
                    event -> new Reader(Catalogue.describe(event).topic(), JSON.readerFor((Class<?>) event))));

    private static final Delivery.Ending NOBODYS = new Delivery.Ending.Nobodys();
    private static final Delivery.Ending EVERYBODYS = new Delivery.Ending.Everybodys();

    private final Clock clock;
    private final Predicate<String> isInboxWatched;

    private record Reader(Topic topic, ObjectReader json) {}

    /// @param isInboxWatched whether somebody watches all claims of this tenant
    EventDecoder(Clock clock, Predicate<String> isInboxWatched) {
        this.clock = clock;
        this.isInboxWatched = isInboxWatched;
    }

    /// @return none for what no client hears about
    /// @throws RefusedRecord for what nobody may hear about
    List<Delivery> decode(ConsumerRecord<byte[], byte[]> record) throws RefusedRecord {
        String type = header(record, CloudEventHeaders.TYPE);
        if (type == null || record.value() == null || record.key() == null) {
            throw new RefusedRecord("no type, key or value");
        }
        try {
            Reader reader = READERS.get(type);
            if (reader == null) {
                Delivery unknown = unknown(record);
                return unknown == null ? List.of() : List.of(unknown);
            }
            if (!reader.topic.topicName().equals(record.topic())) {
                throw new RefusedRecord("type of another topic");
            }
            return reader.topic == Topic.CLAIM_EVENTS && !isWatched(record)
                    ? List.of()
                    : deliveries(record, reader.json.readValue(record.value()));
        } catch (JacksonException | NullPointerException e) {
            throw new RefusedRecord("data not as the type says");
        }
    }

    private boolean isWatched(ConsumerRecord<byte[], byte[]> record) {
        String tenant = header(record, CloudEventHeaders.TENANT);
        return tenant != null && isInboxWatched.test(tenant);
    }

    /// The summary only after the delivery: that is where the record is checked.
    private List<Delivery> deliveries(ConsumerRecord<byte[], byte[]> record, DomainEvent event) throws RefusedRecord {
        Delivery delivery = delivery(record, event);
        ByteBuf summary = isInboxWatched.test(event.tenant()) ? InboxFrames.of(event) : null;
        if (summary == null) {
            return delivery == null ? List.of() : List.of(delivery);
        }
        Delivery change = new Delivery.InboxChange(event.tenant(), summary);
        return delivery == null ? List.of(change) : List.of(delivery, change);
    }

    private @Nullable Delivery delivery(ConsumerRecord<byte[], byte[]> record, DomainEvent event) throws RefusedRecord {
        return switch (event) {
            case ClaimOpened e -> claim(record, e, e.claimId());
            case ClaimSubmitted e -> claim(record, e, e.claimId());
            case ClaimEdited e -> claim(record, e, e.claimId());
            case ClaimAssigned e -> claim(record, e, e.claimId());
            case ClaimStatusChanged e -> claim(record, e, e.claimId());
            case ClaimWithdrawn e -> claim(record, e, e.claimId());
            case MessageSent e -> sent(record, e);
            case MessageEdited e ->
                entry(record, e, other(e.conversationId(), e.seq()), e.participantIds(), () -> EntryFrames.of(e));
            case MessageWithdrawn e ->
                entry(
                        record,
                        e,
                        gone(e.conversationId(), e.seq(), e.messageSeq()),
                        e.participantIds(),
                        () -> EntryFrames.of(e));
            case MessageErased e ->
                entry(
                        record,
                        e,
                        gone(e.conversationId(), e.seq(), e.messageSeq()),
                        e.participantIds(),
                        () -> EntryFrames.of(e));
            case ReactionAdded e ->
                entry(record, e, other(e.conversationId(), e.seq()), e.participantIds(), () -> EntryFrames.of(e));
            case ReactionRemoved e ->
                entry(record, e, other(e.conversationId(), e.seq()), e.participantIds(), () -> EntryFrames.of(e));
            case ParticipantJoined e ->
                entry(
                        record,
                        e,
                        new UnreadNews.PartTaken(e.conversationId(), e.seq(), Objects.requireNonNull(e.userId())),
                        e.participantIds(),
                        () -> EntryFrames.of(e));
            case ParticipantLeft e -> left(record, e);
            case ConversationOpened e ->
                entry(record, e, other(e.conversationId(), e.seq()), e.participantIds(), () -> EntryFrames.of(e));
            case ConversationRenamed e ->
                entry(record, e, other(e.conversationId(), e.seq()), e.participantIds(), () -> EntryFrames.of(e));
            case ConversationArchived e ->
                entry(record, e, other(e.conversationId(), e.seq()), e.participantIds(), () -> EntryFrames.of(e));
            case ConversationReopened e ->
                entry(record, e, other(e.conversationId(), e.seq()), e.participantIds(), () -> EntryFrames.of(e));
            case ConversationClaimChanged e ->
                entry(record, e, other(e.conversationId(), e.seq()), e.participantIds(), () -> EntryFrames.of(e));
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

    private static UnreadNews.OfEntry gone(UUID conversationId, long seq, long messageSeq) {
        return new UnreadNews.Gone(conversationId, seq, messageSeq);
    }

    private static UnreadNews.OfEntry other(UUID conversationId, long seq) {
        return new UnreadNews.Other(conversationId, seq);
    }

    private static Delivery sent(ConsumerRecord<byte[], byte[]> record, MessageSent event) throws RefusedRecord {
        UUID sender = event.senderId();
        UnreadNews.OfEntry news = sender == null || !event.kind().equals("TEXT")
                ? other(event.conversationId(), event.seq())
                : new UnreadNews.Written(event.conversationId(), event.seq(), sender);
        return entry(record, event, news, event.participantIds(), () -> EntryFrames.of(event));
    }

    /// The one who left is told so, too: it is the last that they hear.
    private static Delivery left(ConsumerRecord<byte[], byte[]> record, ParticipantLeft event) throws RefusedRecord {
        UUID who = Objects.requireNonNull(event.userId());
        check(record, event, event.conversationId());
        return new Delivery.Entry(
                event.tenant(),
                new UnreadNews.PartTaken(event.conversationId(), event.seq(), who),
                Stream.concat(event.participantIds().stream(), Stream.of(who))
                        .distinct()
                        .toList(),
                new Delivery.Ending.OfOneWhoLeft(who, event.claimId() != null),
                EntryFrames.of(event));
    }

    private static Delivery deleted(ConsumerRecord<byte[], byte[]> record, ConversationDeleted event)
            throws RefusedRecord {
        check(record, event, event.conversationId());
        return new Delivery.Entry(
                event.tenant(),
                new UnreadNews.PartTaken(event.conversationId(), event.seq(), null),
                List.copyOf(event.participantIds()),
                EVERYBODYS,
                EntryFrames.of(event));
    }

    /// @param frame built only when the record is what it should be
    private static Delivery entry(
            ConsumerRecord<byte[], byte[]> record,
            DomainEvent event,
            UnreadNews.OfEntry news,
            List<UUID> participantIds,
            Supplier<ByteBuf> frame)
            throws RefusedRecord {
        check(record, event, news.conversationId());
        return new Delivery.Entry(event.tenant(), news, List.copyOf(participantIds), NOBODYS, frame.get());
    }

    // ---- everything else ----

    /// Reaches only those who watch all claims, in summary.
    private static @Nullable Delivery claim(ConsumerRecord<byte[], byte[]> record, DomainEvent event, UUID claimId)
            throws RefusedRecord {
        check(record, event, claimId);
        return null;
    }

    private static Delivery read(ConsumerRecord<byte[], byte[]> record, MessageRead event) throws RefusedRecord {
        check(record, event, event.conversationId());
        return new Delivery.Receipt(
                event.tenant(),
                new UnreadNews.Read(event.conversationId(), Objects.requireNonNull(event.userId()), event.upToSeq()),
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
