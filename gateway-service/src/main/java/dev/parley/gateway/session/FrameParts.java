package dev.parley.gateway.session;

import dev.parley.gateway.frame.CloseCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.List;

/// Makes one frame of those that came in parts; it is compressed when the first part says so. Each part is
/// counted like a frame: empty ones would go on for ever without reaching any limit of size.
final class FrameParts extends WebSocketFrameAggregator {
    /// The first of the three reserved bits.
    private static final int COMPRESSED = 4;

    private final Session session;
    private final Commands commands;

    FrameParts(Session session, Commands commands, int mostBytes) {
        super(mostBytes);
        this.session = session;
        this.commands = commands;
    }

    /// The bit stands on a text, or on the first part of one, and no other bit does.
    static boolean isCompressed(Session session, WebSocketFrame frame) {
        return session.isCompressing && frame.rsv() == COMPRESSED && frame instanceof TextWebSocketFrame;
    }

    @Override
    protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) throws Exception {
        if (frame instanceof ContinuationWebSocketFrame) {
            if (session.isClosing()) {
                return;
            }
            if (!session.mayAsk(commands.nowMillis())) {
                session.close(CloseCode.TOO_MANY);
                return;
            }
        }
        if (frame.rsv() != 0 && !isCompressed(session, frame)) {
            session.close(CloseCode.NOT_UNDERSTOOD);
            return;
        }
        super.decode(context, frame, out);
    }
}
