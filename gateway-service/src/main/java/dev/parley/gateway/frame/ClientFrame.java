package dev.parley.gateway.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `{"type": "...", "id": "client-chosen, optional", "data": {…}}`.
///
/// @param id as JSON text, quotes included, to be echoed as it came; null when the client wants no answer
/// @param data null when it was there but no object
public record ClientFrame(
        String type, @Nullable String id, @Nullable ObjectNode data) {
    private static final int LONGEST_TYPE = 64;
    private static final int LONGEST_ID = 128;
    private static final int MOST_DEPTH = 50;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// @throws NotUnderstood for everything that is not one JSON object with a `type`
    public static ClientFrame read(ByteBuf payload) throws NotUnderstood {
        JsonNode root;
        try {
            root = JSON.readTree(ByteBufUtil.getBytes(payload, payload.readerIndex(), payload.readableBytes(), false));
        } catch (JacksonException e) {
            throw new NotUnderstood("not JSON");
        }
        if (!(root instanceof ObjectNode frame)) {
            throw new NotUnderstood("not an object");
        }
        JsonNode type = frame.get("type");
        if (type == null || !type.isString() || type.stringValue().length() > LONGEST_TYPE) {
            throw new NotUnderstood("no type");
        }
        return new ClientFrame(type.stringValue(), id(frame.get("id")), data(frame.get("data")));
    }

    /// The canonical UUID in `field`; null when there is none in this form.
    public @Nullable UUID uuid(String field) {
        JsonNode value = data == null ? null : data.get(field);
        return value == null || !value.isString() ? null : uuidOf(value.stringValue());
    }

    /// Only the 36-character form: [UUID#fromString] alone also takes `1-1-1-1-1`.
    public static @Nullable UUID uuidOf(String text) {
        if (text.length() != 36) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String id(@Nullable JsonNode id) throws NotUnderstood {
        if (id == null || id.isNull()) {
            return null;
        }
        if (!id.isString() && !id.isIntegralNumber()) {
            throw new NotUnderstood("id is neither text nor number");
        }
        String text = id.toString();
        if (text.length() > LONGEST_ID) {
            throw new NotUnderstood("id too long");
        }
        if (text.chars().anyMatch(c -> Character.isSurrogate((char) c))
                && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new NotUnderstood("id could not be echoed: half a character");
        }
        return text;
    }

    private static @Nullable ObjectNode data(@Nullable JsonNode data) {
        if (data == null || data.isNull()) {
            return JSON.createObjectNode();
        }
        return data instanceof ObjectNode object ? object : null;
    }
}
