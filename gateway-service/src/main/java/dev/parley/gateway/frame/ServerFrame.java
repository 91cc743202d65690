package dev.parley.gateway.frame;

import dev.parley.gateway.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Builds whole WebSocket frames in direct buffers: written to a socket without another copy.
///
/// Whoever gets a buffer from here owns one reference to it.
public final class ServerFrame {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_COMPRESSED_TEXT = 0xC1;
    private static final int FINAL_CLOSE = 0x88;
    private static final int FINAL_PING = 0x89;
    private static final int FINAL_PONG = 0x8A;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int LONGEST_HEADER = 10;
    private static final byte[] EMPTY_OBJECT = {'{', '}'};
    private static final byte[] TYPE = ascii("{\"type\":\"");
    private static final byte[] ID = ascii("\",\"id\":");
    private static final byte[] DATA_AFTER_TYPE = ascii("\",\"data\":");
    private static final byte[] DATA_AFTER_ID = ascii(",\"data\":");
    private static final JsonMapper JSON = JsonMapper.shared();

    private ServerFrame() {}

    /// @param id as JSON text, the way the client wrote it
    /// @param data JSON text; empty counts as `{}`
    public static ByteBuf ack(String id, byte[] data) {
        return build("ack", id, data);
    }

    public static ByteBuf error(@Nullable String id, byte[] problem) {
        return build("error", id, problem);
    }

    public static ByteBuf error(@Nullable String id, Problem problem) {
        return build("error", id, problem.json());
    }

    public static ByteBuf of(String type, byte[] data) {
        return build(type, null, data);
    }

    public static ByteBuf of(String type, @Nullable String id, byte[] data) {
        return build(type, id, data);
    }

    public static ByteBuf of(String type, Consumer<JsonGenerator> data) {
        return build(type, null, json(data));
    }

    /// An object whose fields `fields` writes.
    public static byte[] json(Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            fields.accept(generator);
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// @param deflated the payload, as `permessage-deflate` has it
    public static ByteBuf compressed(byte[] deflated, int length) {
        ByteBuf frame = allocate(length);
        header(frame, FINAL_COMPRESSED_TEXT, length);
        return frame.writeBytes(deflated, 0, length);
    }

    /// How many bytes of a finished frame stand before its payload.
    public static int headerLength(ByteBuf frame) {
        return switch (frame.getUnsignedByte(frame.readerIndex() + 1)) {
            case LENGTH_16 -> 4;
            case LENGTH_64 -> LONGEST_HEADER;
            default -> 2;
        };
    }

    public static ByteBuf close(CloseCode code) {
        return close(code.number(), code.reason());
    }

    public static ByteBuf close(int number, String reason) {
        byte[] text = ascii(reason);
        ByteBuf frame = allocate(text.length + 2);
        header(frame, FINAL_CLOSE, text.length + 2);
        return frame.writeShort(number).writeBytes(text);
    }

    public static ByteBuf ping() {
        return allocate(0).writeByte(FINAL_PING).writeByte(0);
    }

    public static ByteBuf pong(ByteBuf payload) {
        ByteBuf frame = allocate(payload.readableBytes());
        header(frame, FINAL_PONG, payload.readableBytes());
        return frame.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
    }

    /// The envelope in a text frame of ours, for those who read no frames. Takes over the reference.
    public static byte[] envelope(ByteBuf frame) {
        try {
            int length = frame.getUnsignedByte(frame.readerIndex() + 1);
            int header = length < LENGTH_16 ? 2 : length == LENGTH_16 ? 4 : LONGEST_HEADER;
            return ByteBufUtil.getBytes(frame, frame.readerIndex() + header, frame.readableBytes() - header);
        } finally {
            frame.release();
        }
    }

    private static ByteBuf build(String type, @Nullable String id, byte[] given) {
        byte[] data = given.length == 0 ? EMPTY_OBJECT : given;
        byte[] idBytes = id == null ? null : id.getBytes(StandardCharsets.UTF_8);
        int length = TYPE.length + type.length() + data.length + 1;
        length += idBytes == null ? DATA_AFTER_TYPE.length : ID.length + idBytes.length + DATA_AFTER_ID.length;
        ByteBuf frame = allocate(length);
        header(frame, FINAL_TEXT, length);
        frame.writeBytes(TYPE);
        frame.writeCharSequence(type, StandardCharsets.US_ASCII);
        if (idBytes == null) {
            frame.writeBytes(DATA_AFTER_TYPE);
        } else {
            frame.writeBytes(ID).writeBytes(idBytes).writeBytes(DATA_AFTER_ID);
        }
        return frame.writeBytes(data).writeByte('}');
    }

    private static ByteBuf allocate(int payload) {
        return ByteBufAllocator.DEFAULT.directBuffer(payload + LONGEST_HEADER, payload + LONGEST_HEADER);
    }

    private static void header(ByteBuf frame, int opcode, int length) {
        frame.writeByte(opcode);
        if (length < LENGTH_16) {
            frame.writeByte(length);
        } else if (length <= 0xFFFF) {
            frame.writeByte(LENGTH_16).writeShort(length);
        } else {
            frame.writeByte(LENGTH_64).writeLong(length);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
