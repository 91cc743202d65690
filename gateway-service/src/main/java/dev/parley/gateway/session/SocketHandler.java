package dev.parley.gateway.session;

import dev.parley.gateway.frame.ClientFrame;
import dev.parley.gateway.frame.CloseCode;
import dev.parley.gateway.frame.NotUnderstood;
import dev.parley.gateway.frame.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.zip.DataFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last handler of a socket's pipeline: client frames come in, whatever goes wrong becomes a close code.
final class SocketHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);
    private static final int NO_STATUS = 1005;
    private static final int LAST_STATUS = 4999;

    private final Session session;
    private final Commands commands;

    SocketHandler(Session session, Commands commands) {
        this.session = session;
        this.commands = commands;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!(message instanceof WebSocketFrame frame)) {
                return;
            }
            if (session.isClosing() && !(frame instanceof CloseWebSocketFrame)) {
                return;
            }
            if (frame.rsv() != 0 && !FrameParts.isCompressed(session, frame)) {
                session.close(CloseCode.NOT_UNDERSTOOD);
                return;
            }
            switch (frame) {
                case TextWebSocketFrame text -> text(text);
                case PingWebSocketFrame ping -> ping(ping.content());
                case PongWebSocketFrame _ -> pong();
                case CloseWebSocketFrame close -> closed(close.statusCode());
                default -> session.close(CloseCode.NOT_UNDERSTOOD);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void text(TextWebSocketFrame frame) {
        if (!session.mayAsk(commands.nowMillis())) {
            session.close(CloseCode.TOO_MANY);
            return;
        }
        try {
            boolean isPlain = frame.rsv() == 0;
            ByteBuf payload = isPlain ? frame.content() : commands.expanded(session, frame.content());
            commands.take(session, ClientFrame.read(payload));
        } catch (Squeeze.TooLong e) {
            session.close(CloseCode.FRAME_TOO_LARGE);
        } catch (NotUnderstood | DataFormatException e) {
            session.close(CloseCode.NOT_UNDERSTOOD);
        }
    }

    private void pong() {
        if (!session.mayAsk(commands.nowMillis())) {
            session.close(CloseCode.TOO_MANY);
        }
    }

    /// Control frames cost an answer too, so they are counted like all others.
    private void ping(ByteBuf payload) {
        if (session.mayAsk(commands.nowMillis())) {
            session.write(ServerFrame.pong(payload));
        } else {
            session.close(CloseCode.TOO_MANY);
        }
    }

    private void closed(int status) {
        if (status > LAST_STATUS && !session.isClosing()) {
            session.close(CloseCode.NOT_UNDERSTOOD);
            return;
        }
        session.closedByClient(status < 1000 || status == NO_STATUS ? CloseCode.NORMAL.number() : status);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        commands.ended(session);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException corrupted
            when WebSocketCloseStatus.MESSAGE_TOO_BIG.equals(corrupted.closeStatus()) ->
                session.close(CloseCode.FRAME_TOO_LARGE);
            case TooLongFrameException _ -> session.close(CloseCode.FRAME_TOO_LARGE);
            case CorruptedWebSocketFrameException _ -> session.close(CloseCode.NOT_UNDERSTOOD);
            case IOException _ -> context.close();
            case PrematureChannelClosureException _ -> context.close();
            default -> {
                LOG.error("event=socket.failed sessionId={}", session.id, cause);
                context.close();
            }
        }
    }
}
