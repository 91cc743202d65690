package dev.parley.web;

import dev.parley.web.openapi.OpenApiAutoConfiguration;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

/// The token check. Every service does it itself: the gateway is no trust boundary.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    /// On the management port, and there only, health and metrics answer without a token: the port is not public.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain managementPort(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    SecurityFilterChain everythingNeedsAToken(HttpSecurity http, JsonMapper json) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(OpenApiAutoConfiguration.PATH)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(
                                jwt -> jwt.jwtAuthenticationConverter(CallerAuthentication::new))
                        .authenticationEntryPoint((_, response, _) -> refuse(response, HttpStatus.UNAUTHORIZED, json))
                        .accessDeniedHandler((_, response, _) -> refuse(response, HttpStatus.FORBIDDEN, json)))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                        (_, response, _) -> refuse(response, HttpStatus.UNAUTHORIZED, json)))
                .addFilterAfter(new TenantFilter(), AuthorizationFilter.class)
                .build();
    }

    /// How long each filter of the chain took is nobody's question, and measuring it is a good part of what a request
    /// costs. Requests as a whole are measured.
    @Bean
    SecurityObservationSettings requestsAreObservedNotFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /// Asymmetric signatures only: a token signed with the public key as an HMAC secret is not even looked at.
    @Bean
    JwtDecoder tokenDecoder(WebProperties web, Clock clock) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(web.jwksUri())
                .jwsAlgorithms(algorithms -> algorithms.addAll(
                        List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256)))
                .build();
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ofSeconds(2));
        times.setClock(clock);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(
                times,
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtIssuerValidator(web.issuer()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(web.audience()))));
        return new CachingTokenDecoder(decoder, clock);
    }

    /// A path or header that is refused before anybody looks at it, such as one with an encoded percent
    /// sign. Without this it would end at the error page, which needs a token, and claim that the caller
    /// has none.
    @Bean
    RequestRejectedHandler malformedRequests(JsonMapper json) {
        return (_, response, _) -> {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(json.writeValueAsBytes(Problems.of(HttpStatus.BAD_REQUEST)));
        };
    }

    private static void refuse(HttpServletResponse response, HttpStatus status, JsonMapper json) throws IOException {
        Map<String, Object> body = status == HttpStatus.UNAUTHORIZED
                ? Problems.of(status, "not-authenticated", "Not authenticated", "A valid token is needed.")
                : Problems.of(status, "forbidden", "Not allowed", "You may not do this.");
        if (status == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
