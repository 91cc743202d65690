package dev.parley.localstack.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Tokens for scripts and tests, without a browser.
@RestController
class TokenController {

    private static final long DEFAULT_LIFE = Duration.ofHours(8).toSeconds();
    private static final long LONGEST_LIFE = Duration.ofDays(7).toSeconds();
    private static final Set<String> ROLES = Set.of("CUSTOMER", "AGENT", "ADMIN");

    private final Tokens tokens;
    private final BenchUsers benchUsers;

    TokenController(Tokens tokens, BenchUsers benchUsers) {
        this.tokens = tokens;
        this.benchUsers = benchUsers;
    }

    @PostMapping("/token")
    TokenAnswer token(@RequestBody Credentials credentials, @RequestParam(required = false) @Nullable Long ttl) {
        String username = credentials.username();
        String password = credentials.password();
        if (username == null || password == null) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, "invalid-input", "Invalid input", "Give \"username\" and \"password\".");
        }
        long life = ttl == null ? DEFAULT_LIFE : ttl;
        if (life < 1 || life > LONGEST_LIFE) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "invalid-input",
                    "Invalid input",
                    "\"ttl\" is a number of seconds from 1 to " + LONGEST_LIFE + ".");
        }
        Person person = People.named(username)
                .filter(known -> isPassword(password))
                .orElseThrow(() -> new Refusal(
                        HttpStatus.UNAUTHORIZED,
                        "not-authenticated",
                        "Not authenticated",
                        "User name or password is wrong."));
        return new TokenAnswer(tokens.issue(person, Duration.ofSeconds(life)), life);
    }

    @PostMapping("/bench-users")
    List<BenchUsers.BenchUser> benchUsers(@RequestBody BenchOrder order) {
        String role = order.role() == null ? "CUSTOMER" : order.role();
        if (order.count() == null || order.count() < 1 || order.count() > People.MOST_BENCH_USERS) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "invalid-input",
                    "Invalid input",
                    "\"count\" is a number from 1 to " + People.MOST_BENCH_USERS + ".");
        }
        if (!ROLES.contains(role)) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, "invalid-input", "Invalid input", "\"role\" is CUSTOMER, AGENT or ADMIN.");
        }
        return benchUsers.first(order.count(), role);
    }

    private static boolean isPassword(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), People.PASSWORD.getBytes(StandardCharsets.UTF_8));
    }

    record Credentials(@Nullable String username, @Nullable String password) {}

    record TokenAnswer(String accessToken, long expiresIn) {}

    record BenchOrder(@Nullable Integer count, @Nullable String role) {}
}
