package dev.parley.gateway.fallback;

import dev.parley.gateway.GatewayProperties;
import dev.parley.gateway.SteadyClock;
import dev.parley.gateway.backend.Messaging;
import dev.parley.gateway.fanout.EventFeed;
import dev.parley.gateway.fanout.Hubs;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.liveness.Seats;
import dev.parley.gateway.liveness.Signals;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class FallbackConfiguration {
    @Bean
    Followers followers(
            GatewayProperties gateway,
            Hubs hubs,
            EventFeed feed,
            Seats seats,
            Signals signals,
            Messaging messaging,
            Clock clock,
            SteadyClock steady,
            MeterRegistry meters) {
        Followers followers =
                new Followers(gateway.sockets(), hubs, feed, seats, signals, messaging, clock, steady, meters);
        Gauge.builder("parley.gateway.followers", followers, Followers::count)
                .description("Event streams and polls under way")
                .register(meters);
        return followers;
    }

    @Bean
    RouterFunction<ServerResponse> fallbacks(Followers followers, TokenVerifier verifier, GatewayProperties gateway) {
        FallbackHandler handler =
                new FallbackHandler(followers, verifier, gateway.http().retryAfter());
        return RouterFunctions.route()
                .GET("/api/v1/realtime/events", handler::events)
                .GET("/api/v1/realtime/poll", handler::poll)
                .build();
    }
}
