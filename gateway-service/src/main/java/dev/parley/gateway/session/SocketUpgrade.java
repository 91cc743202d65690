package dev.parley.gateway.session;

import dev.parley.gateway.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stands right behind the HTTP codec of each connection and takes `/ws` out of its way; everything else passes.
///
/// On acceptance all HTTP handlers leave the pipeline, so that WebFlux never hears of the connection.
final class SocketUpgrade extends ChannelDuplexHandler {
    private static final String PATH = "/ws";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String RETRY_SOON = "2";

    /// Places of an address become free when somebody there goes, which takes longer than a busy moment.
    private static final String RETRY_LATER = "10";

    private final Sockets sockets;
    private final SocketPipeline socketPipeline;
    private final Handshake handshake;
    private final Addresses addresses;

    /// Requests passed on and not answered yet: a socket cannot begin in the middle of them.
    private int unanswered;

    private boolean interim;
    private Handshake.@Nullable Decision decision;
    private boolean answered;

    /// The address that counts, null for one that does not.
    private @Nullable String from;

    SocketUpgrade(Sockets sockets, SocketPipeline socketPipeline, Handshake handshake, Addresses addresses) {
        this.sockets = sockets;
        this.socketPipeline = socketPipeline;
        this.handshake = handshake;
        this.addresses = addresses;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (decision != null) {
            swallow(context, message);
        } else if (message instanceof HttpRequest request && isForUs(request)) {
            decision = unanswered > 0 || !sockets.isAccepting() ? busy() : handshake.decide(request);
            from = addresses.of(
                    context.channel().remoteAddress(), request.headers().getAll(FORWARDED_FOR));
            swallow(context, message);
        } else {
            if (message instanceof HttpRequest) {
                unanswered++;
            }
            context.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && !interim) {
            unanswered--;
        }
        context.write(message, promise);
    }

    private static boolean isForUs(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return false;
        }
        String uri = request.uri();
        return uri.equals(PATH) || uri.startsWith(PATH + "?");
    }

    private static Handshake.Decision busy() {
        return new Handshake.Decision.Refuse(Problem.UNAVAILABLE);
    }

    /// A refusal waits for nothing more: what a client only announces may never come. What comes after it is not read.
    private void swallow(ChannelHandlerContext context, Object message) {
        try {
            if (answered) {
                return;
            }
            switch (decision) {
                case Handshake.Decision.Accept accept -> {
                    if (message instanceof LastHttpContent) {
                        answered = true;
                        accept(context, accept);
                    }
                }
                case Handshake.Decision.Refuse refuse -> {
                    answered = true;
                    refuse(context, refuse.problem());
                }
                case null -> context.close();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private static void refuse(ChannelHandlerContext context, Problem problem) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(problem.status()),
                Unpooled.wrappedBuffer(problem.json()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (problem.status() == HttpResponseStatus.UPGRADE_REQUIRED.code()) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        if (problem.status() == HttpResponseStatus.SERVICE_UNAVAILABLE.code()) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_SOON);
        } else if (problem.status() == HttpResponseStatus.TOO_MANY_REQUESTS.code()) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_LATER);
        }
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private boolean hasPlace(ChannelHandlerContext context) {
        String address = from;
        if (address == null) {
            return true;
        }
        if (!addresses.enter(address)) {
            return false;
        }
        context.channel().closeFuture().addListener(_ -> addresses.leave(address));
        return true;
    }

    private void accept(ChannelHandlerContext context, Handshake.Decision.Accept accept) {
        if (!hasPlace(context)) {
            refuse(context, Problem.TOO_MANY_SOCKETS);
            return;
        }
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept.acceptKey());
        if (accept.subprotocol() != null) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, accept.subprotocol());
        }
        if (accept.isCompressing()) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, Deflation.AGREED);
        }
        ChannelPipeline pipeline = context.pipeline();
        Session session = sockets.begin(context.channel(), accept.isCompressing());
        List<String> ours = socketPipeline.install(session);
        context.writeAndFlush(response);
        // The codec leaves last: bytes it has read ahead go to the handler that follows it, our frame decoder.
        List<String> theirs = new ArrayList<>(pipeline.names());
        theirs.removeAll(ours);
        for (String name : theirs.reversed()) {
            if (pipeline.get(name) != null) {
                pipeline.remove(name);
            }
        }
        socketPipeline.ready(session, accept);
    }
}
