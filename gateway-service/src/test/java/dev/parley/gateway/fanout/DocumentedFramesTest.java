package dev.parley.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.DomainEvent;
import dev.parley.contracts.Topic;
import dev.parley.gateway.DocumentedMessages;
import dev.parley.testkit.Topics;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// That the frame of every event that has one is as the AsyncAPI document says.
class DocumentedFramesTest {
    private static final Path GOLDEN = Path.of("../infra/contracts/src/test/resources/golden");
    private static final JsonMapper JSON = JsonMapper.shared();
    private final EventDecoder decoder =
            new EventDecoder(Clock.fixed(Instant.parse("2026-11-20T09:15:30.125Z"), ZoneOffset.UTC), _ -> true);

    static List<Class<? extends DomainEvent>> events() {
        return Catalogue.events().stream()
                .filter(event -> EventFeed.TOPICS.contains(topic(event)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("events")
    void isAsTheDocumentSays(Class<? extends DomainEvent> type) throws Exception {
        for (Delivery delivery : decoder.decode(record(type))) {
            ByteBuf frame = delivery.frame();
            if (frame != null) {
                compare(frame);
            }
        }
    }

    private static void compare(ByteBuf frame) {
        frame.skipBytes(frame.getUnsignedByte(1) == 126 ? 4 : 2);
        JsonNode json = JSON.readTree(frame.toString(StandardCharsets.UTF_8));
        frame.release();
        assertThat(DocumentedMessages.breaches("server." + json.path("type").asString(), json))
                .isEmpty();
    }

    private static Topic topic(Class<? extends DomainEvent> event) {
        return Catalogue.describe(event).topic();
    }

    private static ConsumerRecord<byte[], byte[]> record(Class<? extends DomainEvent> type) throws IOException {
        byte[] value =
                Files.readAllBytes(GOLDEN.resolve(Catalogue.describe(type).type() + ".json"));
        UUID key = UUID.fromString(
                JSON.readTree(value).path(Catalogue.describe(type).key()).asString());
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                topic(type).topicName(), 0, 0, key.toString().getBytes(StandardCharsets.UTF_8), value);
        Topics.headersOf(UUID.randomUUID(), JSON.readValue(value, type), key)
                .forEach((name, bytes) -> record.headers().add(name, bytes));
        return record;
    }
}
