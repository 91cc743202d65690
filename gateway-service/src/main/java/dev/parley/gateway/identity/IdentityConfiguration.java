package dev.parley.gateway.identity;

import dev.parley.gateway.GatewayProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {
    private static final Duration KEY_LIFE = Duration.ofMinutes(5);

    @Bean
    SigningKeys signingKeys(GatewayProperties gateway, Clock clock) {
        GatewayProperties.Token token = gateway.token();
        return new SigningKeys(HttpClient.create(), token.jwksUri(), clock, token.keyRefresh());
    }

    @Bean
    TokenVerifier tokenVerifier(GatewayProperties gateway, SigningKeys keys, Clock clock, Consumer<Profile> profiles) {
        GatewayProperties.Token token = gateway.token();
        TokenRules rules = new TokenRules(token.issuer(), token.audience(), token.clockSkew());
        return new TokenVerifier(rules, keys, clock, token.cacheSize(), profiles);
    }

    /// Fetches the keys at start, and again regularly so that a withdrawn key is forgotten.
    @Bean(destroyMethod = "dispose")
    Disposable keyRefresher(SigningKeys keys) {
        return Flux.interval(Duration.ZERO, KEY_LIFE).onBackpressureDrop().subscribe(_ -> keys.refresh());
    }
}
