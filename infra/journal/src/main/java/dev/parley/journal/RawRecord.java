package dev.parley.journal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record as it lay on the topic, or as a dead letter kept it. Nothing in it is trusted.
///
/// @param key text under which the record's key is parked: the key itself where that is a short clean text
record RawRecord(
        String topic,
        int partition,
        long offset,
        Instant time,
        String key,
        List<Header> headers,
        byte @Nullable [] value) {

    record Header(String name, byte @Nullable [] value) {}

    private static final int LONGEST_KEY = 200;

    static RawRecord of(ConsumerRecord<byte[], byte[]> polled) {
        List<Header> headers = new ArrayList<>();
        polled.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new RawRecord(
                polled.topic(),
                polled.partition(),
                polled.offset(),
                Instant.ofEpochMilli(Math.max(0, polled.timestamp())),
                keyText(polled),
                headers,
                polled.value());
    }

    /// The last header of that name as text; null when there is none or it is not text that a database takes.
    @Nullable String header(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            Header header = headers.get(i);
            if (header.name().equals(name)) {
                return header.value() == null ? null : clean(header.value());
            }
        }
        return null;
    }

    String place() {
        return partition + ":" + offset + "@" + time.toEpochMilli();
    }

    /// A record without a key has no order to keep; those of one partition are parked together.
    private static String keyText(ConsumerRecord<byte[], byte[]> polled) {
        byte[] key = polled.key();
        if (key == null) {
            return "(no key, partition " + polled.partition() + ")";
        }
        String text = clean(key);
        return text == null ? "(sha-256) " + sha256(key) : text;
    }

    private static @Nullable String clean(byte[] bytes) {
        if (bytes.length > LONGEST_KEY) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') >= 0 ? null : text;
        } catch (CharacterCodingException notText) {
            return null;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawRecord that && topic.equals(that.topic) && place().equals(that.place());
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, place());
    }

    /// Says where the record lies and nothing of what is in it.
    @Override
    public String toString() {
        return topic + " " + place();
    }
}
