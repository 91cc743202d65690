package dev.parley.gateway.unread;

import io.netty.buffer.ByteBuf;
import java.util.UUID;

/// Whoever is told how much is unread. Called on its event loop.
public interface UnreadReader {
    UUID userId();

    /// With which messaging is asked.
    String token();

    /// Once true there is nobody to ask or to tell for.
    boolean isClosing();

    /// Takes over one reference.
    void write(ByteBuf frame);
}
