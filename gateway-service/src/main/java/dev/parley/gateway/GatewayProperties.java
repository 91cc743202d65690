package dev.parley.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Everything that can be set on the gateway.
///
/// @param token which tokens are accepted
/// @param services where requests go
/// @param kafkaBootstrap brokers, `host:port[,host:port…]`
/// @param allowedOrigins origins besides the gateway's own that browsers may open sockets from, such as
///     `https://portal.example`; there is no wildcard
/// @param trustedProxies addresses whose `X-Forwarded-*` headers are believed; from all others they are replaced, and
///     they do not decide whose sockets are counted
@Validated
@ConfigurationProperties("gateway")
public record GatewayProperties(
        @Valid @NotNull Token token,
        @Valid @NotNull Services services,
        @NotBlank String kafkaBootstrap,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue List<String> trustedProxies,
        @Valid @DefaultValue Http http,
        @Valid @DefaultValue Sockets sockets) {

    /// @param issuer the `iss` every token must carry, and what the web client signs in with
    /// @param jwksUri where the issuer's public keys are; may be unreachable at start
    /// @param audience the `aud` every token must contain
    /// @param clientId what the web client calls itself at the issuer
    /// @param clockSkew how far the issuer's clock may be ahead
    /// @param keyRefresh least time between two looks at the key set when an unknown key turns up
    /// @param cacheSize verified tokens remembered
    public record Token(
            @NotBlank String issuer,
            @NotNull URI jwksUri,
            @DefaultValue("parley") String audience,
            @DefaultValue("parley-web") String clientId,
            @DefaultValue("2s") Duration clockSkew,
            @DefaultValue("10s") Duration keyRefresh,
            @DefaultValue("20000") @Min(100) long cacheSize) {}

    /// Each service answers at one address or several, `http://host:port[,http://host:port…]`: one for each replica.
    ///
    /// @param development the sign-in of the local stack; empty in production, and then there is no `/dev`
    public record Services(
            @NotEmpty List<URI> claims,
            @NotEmpty List<URI> messaging,
            @NotEmpty List<URI> attachment,
            @NotEmpty List<URI> notification,
            @NotEmpty List<URI> presence,
            @NotEmpty List<URI> admin,
            @Nullable URI development) {}

    /// @param bodyLimit largest request body, uploads excepted
    /// @param uploadLimit largest upload request: the largest attachment and its envelope
    /// @param retryAfter what a caller is told to wait when a service cannot be reached
    public record Http(
            @DefaultValue("64KB") DataSize bodyLimit,
            @DefaultValue("11MB") DataSize uploadLimit,
            @DefaultValue("2s") Duration retryAfter) {}

    /// @param frameLimit largest client message, in one frame or several; beyond: close 4413
    /// @param unauthenticatedLimit most bytes from a socket before it is authenticated; beyond: close 4413
    /// @param authenticationTimeout time for the first frame to authenticate; beyond: close 4408
    /// @param mostUnauthenticated sockets from which no good token has come yet; beyond: handshakes are 503
    /// @param arriving sockets that sign in at once; further ones wait their turn: clients that come back all
    ///     at once and are let in all at once are served so slowly that they give up and come again
    /// @param perAddress sockets from one address, authenticated or not; beyond: handshakes are 429. See
    ///     `session.Addresses` for what counts as one address, and what does not count
    /// @param sessionsPerUser sockets, event streams and polls of one user here; beyond: close 4429, status 429
    /// @param conversationsPerSession conversations one socket may have joined
    /// @param watchedPerSession people whose presence one socket may watch; presence answers about no more at once
    /// @param framesPerSecond frames a second a client may keep up; beyond: close 4429
    /// @param frameBurst frames a client may send at once
    /// @param requestsInFlight frames of one socket being worked on at once; beyond: an `error` frame
    /// @param queueFrames frames waiting for a slow client; beyond: close 4409, an event stream ends
    /// @param queueBytes bytes waiting for a slow client; beyond: the same
    /// @param queueAge age of the oldest frame waiting for a slow client; beyond: the same
    /// @param idleAfter how long nobody must do anything for a session to be idle; up to a tenth
    ///     longer, so that not all fall idle at once
    /// @param heartbeat time between two `heartbeat` frames or events; a fifth of it while a socket waits its turn
    /// @param closeLinger how long a client may take to receive a close frame before the connection is cut
    /// @param drainPause how long clients have between `reconnect` and close 4410
    /// @param drainSpread how far apart in time clients are told to come back
    /// @param compressFrom frames of this size and more are compressed for clients that can read it; 0 turns it off
    public record Sockets(
            @DefaultValue("64KB") DataSize frameLimit,
            @DefaultValue("8KB") DataSize unauthenticatedLimit,
            @DefaultValue("5s") Duration authenticationTimeout,
            @DefaultValue("5000") @Min(1) int mostUnauthenticated,
            @DefaultValue("32") @Min(1) int arriving,
            @DefaultValue("1000") @Min(1) int perAddress,
            @DefaultValue("10") @Min(1) int sessionsPerUser,
            @DefaultValue("1000") @Min(1) int conversationsPerSession,
            @DefaultValue("100") @Min(1) int watchedPerSession,
            @DefaultValue("100") @Min(1) int framesPerSecond,
            @DefaultValue("300") @Min(1) int frameBurst,
            @DefaultValue("64") @Min(1) int requestsInFlight,
            @DefaultValue("256") @Min(1) int queueFrames,
            @DefaultValue("512KB") DataSize queueBytes,
            @DefaultValue("10s") Duration queueAge,
            @DefaultValue("5m") Duration idleAfter,
            @DefaultValue("25s") Duration heartbeat,
            @DefaultValue("5s") Duration closeLinger,
            @DefaultValue("500ms") Duration drainPause,
            @DefaultValue("5s") Duration drainSpread,
            @DefaultValue("1KB") DataSize compressFrom) {
        public Sockets {
            if (!idleAfter.isPositive()) {
                throw new IllegalArgumentException("gateway.sockets.idle-after must be positive");
            }
        }
    }
}
