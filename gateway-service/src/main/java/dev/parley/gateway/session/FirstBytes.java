package dev.parley.gateway.session;

import dev.parley.gateway.frame.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Counts what a stranger sends. Stands in front of the frame decoder, so that the bytes of a frame that never ends are
/// counted too, and leaves with the first bytes that come after the stranger became known.
final class FirstBytes extends ChannelInboundHandlerAdapter {
    static final String NAME = "first-bytes";

    private final Session session;
    private long left;

    FirstBytes(Session session, long most) {
        this.session = session;
        this.left = most;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (session.isOpen()) {
            context.fireChannelRead(message);
            context.pipeline().remove(this);
            return;
        }
        if (message instanceof ByteBuf bytes) {
            left -= bytes.readableBytes();
        }
        if (left < 0) {
            session.close(CloseCode.FRAME_TOO_LARGE);
        }
        context.fireChannelRead(message);
    }
}
