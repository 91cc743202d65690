package dev.parley.gateway.session;

import dev.parley.gateway.frame.CloseCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.List;

/// Makes one frame of those that came in parts. Each part is counted like a frame: empty ones would go on for ever
/// without reaching any limit of size.
final class FrameParts extends WebSocketFrameAggregator {
    private final Session session;
    private final Commands commands;

    FrameParts(Session session, Commands commands, int mostBytes) {
        super(mostBytes);
        this.session = session;
        this.commands = commands;
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
        super.decode(context, frame, out);
    }
}
