package dev.parley.gateway.session;

/// Judges how far a client is behind with reading, from what the channel still holds. Frames wait in the channel's own
/// buffer; this only counts them.
///
/// The age of the oldest frame is bounded with one mark: a frame that was the newest when the mark was set
/// is still there `limit` later, so the oldest is at least that old. It is found after at most twice the
/// limit.
final class Backlog {
    private final int mostFrames;
    private final long mostBytes;
    private final long mostAgeMillis;
    private long written;
    private long mark = -1;
    private long markedAt;

    Backlog(int mostFrames, long mostBytes, long mostAgeMillis) {
        this.mostFrames = mostFrames;
        this.mostBytes = mostBytes;
        this.mostAgeMillis = mostAgeMillis;
    }

    void wrote() {
        written++;
    }

    /// @param frames frames not yet handed to the operating system
    /// @param bytes their size
    /// @return whether the client is too slow
    boolean isTooMuch(int frames, long bytes, long nowMillis) {
        if (frames == 0) {
            mark = -1;
            return false;
        }
        if (frames > mostFrames || bytes > mostBytes) {
            return true;
        }
        long gone = written - frames;
        if (mark < 0 || gone >= mark) {
            mark = written;
            markedAt = nowMillis;
            return false;
        }
        return nowMillis - markedAt > mostAgeMillis;
    }
}
