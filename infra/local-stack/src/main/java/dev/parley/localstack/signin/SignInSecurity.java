package dev.parley.localstack.signin;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/// The OpenID Connect provider: one public client (`parley-web`, authorization code with PKCE, no consent page) and the
/// demo people.
@Configuration(proxyBeanMethods = false)
class SignInSecurity {

    private static final Duration ACCESS_TOKEN_LIFE = Duration.ofHours(1);

    @Bean
    @Order(1)
    SecurityFilterChain provider(HttpSecurity http, SignInProperties properties) {
        return http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.oidc(oidc -> oidc.logoutEndpoint(
                            logout -> logout.errorResponseHandler((_, response, _) -> goHome(response, properties))));
                })
                .authorizeHttpRequests(requests -> requests.requestMatchers(SignInSecurity::asksSilently)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .cors(cors -> cors.configurationSource(webClient(properties)))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, SignInProperties properties) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .cors(cors -> cors.configurationSource(webClient(properties)))
                .csrf(csrf -> csrf.ignoringRequestMatchers("/token", "/bench-users"))
                .formLogin(form -> form.loginPage("/login").defaultSuccessUrl(properties.home()))
                .logout(logout -> logout.logoutRequestMatcher(
                                PathPatternRequestMatcher.withDefaults().matcher("/logout"))
                        .logoutSuccessHandler((_, response, _) -> goHome(response, properties)))
                .build();
    }

    @Bean
    RegisteredClientRepository clients(SignInProperties properties) {
        RegisteredClient.Builder web = RegisteredClient.withId("parley-web")
                .clientId("parley-web")
                .clientName("Parley")
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .scopes(scopes -> scopes.addAll(List.of(OidcScopes.OPENID, OidcScopes.PROFILE, OidcScopes.EMAIL)))
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(ACCESS_TOKEN_LIFE)
                        .build());
        for (String origin : properties.origins()) {
            web.redirectUri(origin + "/signin/callback").postLogoutRedirectUri(origin + "/");
        }
        return new InMemoryRegisteredClientRepository(web.build());
    }

    @Bean
    AuthorizationServerSettings addresses(SignInProperties properties) {
        return AuthorizationServerSettings.builder()
                .issuer(properties.issuer().toString())
                .jwkSetEndpoint("/jwks.json")
                .build();
    }

    @Bean
    JWKSource<SecurityContext> keys(RSAKey key) {
        return new ImmutableJWKSet<>(new JWKSet(key));
    }

    /// Both tokens say who the person is; only the access token is meant for the services (`aud`).
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> describePerson() {
        return context -> {
            Authentication signedIn = Objects.requireNonNull(context.getPrincipal());
            People.withId(UUID.fromString(signedIn.getName()))
                    .ifPresent(person -> person.claims().forEach(context.getClaims()::claim));
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                context.getClaims().audience(List.of(Tokens.AUDIENCE));
            }
        };
    }

    /// The signed-in name is the user's id, because the tokens' `sub` and the check at sign-out are built from it.
    @Bean
    UserDetailsService people() {
        return username -> People.named(username)
                .map(person -> User.withUsername(person.userId().toString())
                        .password("{noop}" + People.PASSWORD)
                        .authorities("PERSON")
                        .build())
                .orElseThrow(() -> new UsernameNotFoundException("unknown"));
    }

    /// `prompt=none` is answered by the provider itself, signed in or not: with a code or with `login_required`.
    private static boolean asksSilently(HttpServletRequest request) {
        return "/oauth2/authorize".equals(request.getServletPath()) && "none".equals(request.getParameter("prompt"));
    }

    private static CorsConfigurationSource webClient(SignInProperties properties) {
        var allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(List.copyOf(properties.origins()));
        allowed.setAllowedMethods(List.of("GET", "POST"));
        allowed.setAllowedHeaders(List.of("Authorization", "Content-Type"));
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", allowed);
        return source;
    }

    private static void goHome(HttpServletResponse response, SignInProperties properties) throws IOException {
        response.sendRedirect(properties.home());
    }
}
