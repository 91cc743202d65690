package dev.parley.gateway.session;

import dev.parley.gateway.frame.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Compresses and expands for all sockets of one loop. Each message stands alone, so one compressor and one
/// expander are enough; each is made when a socket first needs it.
///
/// A frame for many is compressed once a loop: the last one is remembered, with a reference of its own so that nothing
/// else can take its place in memory, until [#forget].
final class Squeeze {
    /// What a compressor ends its output with when it is flushed; it does not travel, RFC 7692 §7.2.1.
    private static final byte[] TAIL = {0, 0, -1, -1};

    private static final int CHUNK = 4_096;

    private @Nullable Deflater deflater;
    private @Nullable Inflater inflater;
    private @Nullable ByteBuf remembered;
    private @Nullable ByteBuf compressed;

    /// More comes out than may.
    static final class TooLong extends Exception {
        TooLong() {
            super("too long", null, false, false);
        }
    }

    /// @param frame a finished text frame, handed over
    /// @return a frame that says the same, compressed unless that would not be shorter
    ByteBuf compress(ByteBuf frame) {
        ByteBuf root = rootOf(frame);
        if (root != remembered) {
            forget();
            remembered = root.retain();
            compressed = deflate(frame);
        }
        ByteBuf known = compressed;
        if (known == null) {
            return frame;
        }
        frame.release();
        return known.retainedDuplicate();
    }

    /// The end of a turn: what was for many has been written to all of them.
    void forget() {
        if (remembered != null) {
            remembered.release();
            remembered = null;
        }
        if (compressed != null) {
            compressed.release();
            compressed = null;
        }
    }

    /// @param most bytes that may come out
    /// @throws DataFormatException for what no compressor has made
    ByteBuf expand(ByteBuf payload, int most) throws TooLong, DataFormatException {
        Inflater known = inflater;
        if (known == null) {
            known = new Inflater(true);
            inflater = known;
        }
        known.reset();
        byte[] given = new byte[payload.readableBytes() + TAIL.length];
        payload.getBytes(payload.readerIndex(), given, 0, payload.readableBytes());
        System.arraycopy(TAIL, 0, given, payload.readableBytes(), TAIL.length);
        known.setInput(given);
        byte[] chunk = new byte[CHUNK];
        ByteArrayOutputStream all = new ByteArrayOutputStream(CHUNK);
        int count = known.inflate(chunk);
        while (count > 0) {
            all.write(chunk, 0, count);
            if (all.size() > most) {
                throw new TooLong();
            }
            count = known.inflate(chunk);
        }
        boolean isWhole = known.finished() ? known.getRemaining() <= TAIL.length : known.needsInput();
        if (!isWhole || known.needsDictionary()) {
            throw new DataFormatException();
        }
        return Unpooled.wrappedBuffer(all.toByteArray());
    }

    private @Nullable ByteBuf deflate(ByteBuf frame) {
        Deflater known = deflater;
        if (known == null) {
            known = new Deflater(Deflater.BEST_SPEED, true);
            deflater = known;
        }
        known.reset();
        int header = ServerFrame.headerLength(frame);
        int length = frame.readableBytes() - header;
        known.setInput(frame.nioBuffer(frame.readerIndex() + header, length));
        byte[] shorter = new byte[length];
        int count = known.deflate(shorter, 0, length, Deflater.SYNC_FLUSH);
        int end = count - TAIL.length;
        // A full buffer may be a cut one: then it is not shorter either.
        if (count == length || end < 0 || !Arrays.equals(shorter, end, count, TAIL, 0, TAIL.length)) {
            return null;
        }
        return ServerFrame.compressed(shorter, end);
    }

    /// Every receiver is given a duplicate of its own; what they are duplicates of is one whole frame.
    private static ByteBuf rootOf(ByteBuf frame) {
        ByteBuf root = frame;
        for (ByteBuf next = root.unwrap(); next != null; next = root.unwrap()) {
            root = next;
        }
        return root;
    }
}
