package dev.parley.gateway.session;

import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.SteadyClock;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.backend.Presence;
import dev.parley.gateway.fanout.EventFeed;
import dev.parley.gateway.fanout.Hubs;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.liveness.Seats;
import dev.parley.gateway.liveness.Signals;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.time.Clock;
import java.util.Set;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

@Configuration(proxyBeanMethods = false)
class SessionConfiguration {
    /// Connections that the operating system keeps until they are accepted. Who finds no room tries again a second
    /// later by itself; in a longer line those at its end have given up when it is their turn, and so has everybody
    /// after them.
    private static final int MOST_NOT_ACCEPTED = 256;

    private static final String UPGRADE = "socket-upgrade";

    @Bean
    Sockets sockets(
            GatewayProperties gateway,
            Hubs hubs,
            EventFeed feed,
            Seats seats,
            Signals signals,
            Messaging messaging,
            Clock clock,
            SteadyClock steady,
            MeterRegistry meters) {
        return new Sockets(gateway.sockets(), hubs, feed, seats, signals, messaging, clock, steady, meters);
    }

    @Bean
    Commands commands(
            Sockets sockets, TokenVerifier verifier, Messaging messaging, Presence presence, Signals signals) {
        return new Commands(
                sockets,
                new SignIn(sockets, verifier, messaging),
                new Joining(sockets, messaging),
                messaging,
                presence,
                signals);
    }

    @Bean
    Drain drain(Sockets sockets, GatewayProperties gateway) {
        return new Drain(sockets, gateway.sockets());
    }

    /// For the public port only: the management server has its own factory in a context of its own.
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> socketsBesideHttp(
            Sockets sockets, Commands commands, GatewayProperties gateway) {
        Handshake handshake = new Handshake(
                Set.copyOf(gateway.allowedOrigins()),
                gateway.sockets().compressFrom().toBytes() > 0);
        Addresses addresses = new Addresses(gateway.sockets().perAddress(), Set.copyOf(gateway.trustedProxies()));
        SocketPipeline socketPipeline = new SocketPipeline(gateway.sockets(), commands);
        return factory ->
                factory.addServerCustomizers(server -> server.option(ChannelOption.SO_BACKLOG, MOST_NOT_ACCEPTED)
                        .doOnChannelInit((_, channel, _) -> {
                            if (Arrivals.hasLeft(channel)) {
                                // It gave up before anybody looked at it.
                                channel.close();
                                return;
                            }
                            channel.pipeline()
                                    .addAfter(
                                            NettyPipeline.HttpCodec,
                                            UPGRADE,
                                            new SocketUpgrade(sockets, socketPipeline, handshake, addresses));
                        }));
    }
}
