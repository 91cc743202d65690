package dev.parley.gateway.fallback;

import dev.parley.gateway.frame.ClientFrame;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// How far somebody has read, in each of the conversations that were active last.
///
/// Not signed: it names positions, and what is after a position is asked for with the token of whoever brings it. The
/// checksum is against cursors that were cut or mixed up on the way.
///
/// ```text
///  version (1 byte) · checksum (4) · for each conversation: id (16) · mark of its epoch (4) · flags (1) · seq (varint)
/// ```
///
/// @param positions longest quiet first
record Cursor(List<Position> positions) {
    /// Three kilobytes in the end, which still fit into a request line.
    static final int MOST = 100;

    /// In readable form each conversation is three times as long.
    static final int MOST_READABLE = 40;

    private static final byte VERSION = 1;
    private static final int HEADER = 5;
    private static final int LONGEST_POSITION = 30;
    private static final int LONGEST = 8_000;
    private static final int BY_JOIN = 1;
    private static final int FRESH = 2;
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    /// @param epochMark see [#mark]
    /// @param isByJoin followed because its reader asks for it, not because they take part
    /// @param isFresh became known from an event. A load that asks for those opened since the newest
    ///     must not count it: an older one may still be on its way
    record Position(UUID conversationId, int epochMark, long seq, boolean isByJoin, boolean isFresh) {}

    /// Enough of an epoch to notice that it is another one; 0 for one that is not known.
    static int mark(@Nullable UUID epoch) {
        if (epoch == null) {
            return 0;
        }
        int hash = epoch.hashCode();
        return hash == 0 ? 1 : hash;
    }

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + MOST * LONGEST_POSITION)
                .put(VERSION)
                .putInt(0);
        for (Position position : positions.subList(Math.max(0, positions.size() - MOST), positions.size())) {
            bytes.putLong(position.conversationId.getMostSignificantBits())
                    .putLong(position.conversationId.getLeastSignificantBits())
                    .putInt(position.epochMark)
                    .put((byte) ((position.isByJoin ? BY_JOIN : 0) | (position.isFresh ? FRESH : 0)));
            long seq = position.seq;
            while (seq > SEVEN_BITS) {
                bytes.put((byte) (seq & SEVEN_BITS | MORE));
                seq >>>= 7;
            }
            bytes.put((byte) seq);
        }
        bytes.putInt(1, checksum(bytes));
        byte[] used = new byte[bytes.position()];
        bytes.flip().get(used);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(used);
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes.array(), HEADER, bytes.position() - HEADER);
        return (int) sum.getValue();
    }

    /// @return null for what [#text] never gives
    static @Nullable Cursor of(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            boolean isOurs = bytes.get() == VERSION;
            int sum = bytes.getInt();
            List<Position> positions = new ArrayList<>();
            while (bytes.hasRemaining()) {
                positions.add(position(bytes));
            }
            return isOurs && sum == checksum(bytes) && isSound(positions) ? new Cursor(positions) : null;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return null;
        }
    }

    private static Position position(ByteBuffer bytes) {
        UUID id = new UUID(bytes.getLong(), bytes.getLong());
        int mark = bytes.getInt();
        int flags = bytes.get();
        long seq = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes.get();
            seq |= (long) (next & SEVEN_BITS) << shift;
            shift += 7;
        } while (next < 0 && shift < Long.SIZE);
        return new Position(id, mark, seq, (flags & BY_JOIN) != 0, (flags & FRESH) != 0);
    }

    private static boolean isSound(List<Position> positions) {
        Set<UUID> ids = new HashSet<>();
        return positions.size() <= MOST
                && positions.stream().allMatch(each -> each.seq >= 0 && ids.add(each.conversationId));
    }

    /// What a client holds that comes from a socket: `<conversationId>:<seq>[:<epoch>],…`.
    ///
    /// @return null when it is anything else
    static @Nullable Cursor ofReadable(String text) {
        List<Position> positions = new ArrayList<>();
        if (!text.isEmpty()) {
            String[] parts = text.split(",", MOST_READABLE + 1);
            for (String part : parts) {
                Position position = parts.length > MOST_READABLE ? null : readable(part.split(":", -1));
                if (position == null) {
                    return null;
                }
                positions.add(position);
            }
        }
        return isSound(positions) ? new Cursor(positions) : null;
    }

    private static @Nullable Position readable(String[] part) {
        if (part.length < 2 || part.length > 3 || !part[1].matches("\\d{1,15}")) {
            return null;
        }
        UUID id = ClientFrame.uuidOf(part[0]);
        UUID epoch = part.length == 3 ? ClientFrame.uuidOf(part[2]) : null;
        if (id == null || (part.length == 3 && epoch == null)) {
            return null;
        }
        return new Position(id, mark(epoch), Long.parseLong(part[1]), false, false);
    }
}
