package dev.parley.gateway.fanout;

import dev.parley.contracts.CloudEventHeaders;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.contracts.messaging.ConversationOpened;
import dev.parley.contracts.messaging.MessageRead;
import dev.parley.contracts.messaging.MessageSent;
import dev.parley.contracts.notification.NotificationRaised;
import dev.parley.contracts.presence.TypingStarted;
import dev.parley.contracts.presence.TypingStopped;
import dev.parley.contracts.presence.UserOffline;
import dev.parley.contracts.presence.UserOnline;
import dev.parley.gateway.typing.Typists;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
    private static final ObjectReader SENT = JSON.readerFor(MessageSent.class);
    private static final ObjectReader OPENED = JSON.readerFor(ConversationOpened.class);
    private static final ObjectReader READ = JSON.readerFor(MessageRead.class);
    private static final ObjectReader TYPING = JSON.readerFor(TypingStarted.class);
    private static final ObjectReader TYPING_STOPPED = JSON.readerFor(TypingStopped.class);
    private static final ObjectReader ONLINE = JSON.readerFor(UserOnline.class);
    private static final ObjectReader OFFLINE = JSON.readerFor(UserOffline.class);
    private static final ObjectReader RAISED = JSON.readerFor(NotificationRaised.class);

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
            return switch (type) {
                case "message.sent.v1" -> sent(record, SENT.readValue(record.value()));
                case "conversation.opened.v1" -> opened(record, OPENED.readValue(record.value()));
                case "message.read.v1" -> read(record, READ.readValue(record.value()));
                case "typing.started.v1" -> started(record, TYPING.readValue(record.value()));
                case "typing.stopped.v1" -> stopped(record, TYPING_STOPPED.readValue(record.value()));
                case "user.online.v1" -> online(record, ONLINE.readValue(record.value()));
                case "user.offline.v1" -> offline(record, OFFLINE.readValue(record.value()));
                case "notification.raised.v1" -> raised(record, RAISED.readValue(record.value()));
                default -> unknown(record);
            };
        } catch (JacksonException | NullPointerException e) {
            throw new RefusedRecord("data not as the type says");
        }
    }

    private static Delivery sent(ConsumerRecord<byte[], byte[]> record, MessageSent event) throws RefusedRecord {
        check(record, event, event.conversationId());
        return new Delivery.Entry(
                event.tenant(),
                event.conversationId(),
                event.seq(),
                List.copyOf(event.participantIds()),
                event.senderId(),
                EventFrames.newMessage(event));
    }

    private static Delivery opened(ConsumerRecord<byte[], byte[]> record, ConversationOpened event)
            throws RefusedRecord {
        check(record, event, event.conversationId());
        return new Delivery.Entry(
                event.tenant(),
                event.conversationId(),
                event.seq(),
                List.copyOf(event.participantIds()),
                null,
                EventFrames.opened(event));
    }

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
