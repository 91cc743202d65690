package dev.parley.gateway.session;

import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.frame.CloseCode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/// The handlers of a socket. There is no encoder: frames are written as finished bytes.
final class SocketPipeline {
    private static final String DECODER = "frame-decoder";
    private static final String AGGREGATOR = "frame-aggregator";
    private static final String HANDLER = "session";

    /// What the operating system may hold for a client that does not read, on top of our own queue.
    private static final int SEND_BUFFER = 128 * 1024;

    /// A peer that vanished without a word is noticed by unacknowledged bytes, at the latest of a heartbeat.
    private static final int UNACKNOWLEDGED_MILLIS = 40_000;

    private final Commands commands;
    private final WebSocketDecoderConfig decoding;
    private final WebSocketDecoderConfig decodingCompressed;
    private final int frameLimit;
    private final long unauthenticatedLimit;

    SocketPipeline(GatewayProperties.Sockets limits, Commands commands) {
        this.commands = commands;
        this.frameLimit = Math.toIntExact(limits.frameLimit().toBytes());
        this.unauthenticatedLimit = limits.unauthenticatedLimit().toBytes();
        this.decoding = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(frameLimit)
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .build();
        this.decodingCompressed = decoding.toBuilder().allowExtensions(true).build();
    }

    /// Puts our handlers behind those of HTTP, which the caller removes.
    ///
    /// @return the names of our handlers
    List<String> install(Session session) {
        Channel channel = session.channel;
        channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
        if (channel instanceof EpollSocketChannel) {
            channel.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MILLIS);
        }
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(FirstBytes.NAME, new FirstBytes(session, unauthenticatedLimit));
        pipeline.addLast(DECODER, new WebSocket13FrameDecoder(session.isCompressing ? decodingCompressed : decoding));
        pipeline.addLast(AGGREGATOR, new FrameParts(session, commands, frameLimit));
        pipeline.addLast(HANDLER, new SocketHandler(session, commands));
        return List.of(FirstBytes.NAME, DECODER, AGGREGATOR, HANDLER);
    }

    /// The pipeline is ours alone now.
    void ready(Session session, Handshake.Decision.Accept accept) {
        // Reactor Netty reads on demand; nobody is left who would demand.
        session.channel.config().setAutoRead(true);
        if (accept.isTokenUnusable()) {
            session.close(CloseCode.NOT_AUTHENTICATED);
        } else if (accept.token() != null) {
            commands.authenticateByHeader(session, accept.token());
        }
    }
}
