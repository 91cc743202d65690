package dev.parley.localstack.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Generated people with tokens. A signature costs about a millisecond of a core, so tokens are made on all
/// cores and handed out again as long as an hour of life is left in them, which is what a load test is
/// promised; a file keeps them for the next start.
final class BenchUsers {

    private static final Duration LIFE = Duration.ofDays(3);
    private static final Duration PROMISED = Duration.ofHours(1);

    private final Tokens tokens;
    private final Clock clock;
    private final BenchTokenFile file;
    private final ConcurrentHashMap<String, IssuedToken> issued = new ConcurrentHashMap<>();
    private boolean fileRead;

    BenchUsers(Tokens tokens, Clock clock, BenchTokenFile file) {
        this.tokens = tokens;
        this.clock = clock;
        this.file = file;
    }

    List<BenchUser> first(int count, String role) {
        Instant now = clock.instant();
        readFileOnce();
        var fresh = new AtomicBoolean();
        List<BenchUser> users = IntStream.rangeClosed(1, count)
                .parallel()
                .mapToObj(number -> People.bench(role, number))
                .map(person ->
                        new BenchUser(person.username(), person.userId().toString(), tokenOf(person, now, fresh)))
                .toList();
        if (fresh.get()) {
            file.write(issued);
        }
        return users;
    }

    private synchronized void readFileOnce() {
        if (!fileRead) {
            file.read().forEach(issued::putIfAbsent);
            fileRead = true;
        }
    }

    /// Atomic for each person: a caller who lost patience and asks again does not double the work.
    private String tokenOf(Person person, Instant now, AtomicBoolean fresh) {
        IssuedToken token = issued.compute(person.username(), (_, known) -> {
            if (known != null && now.plus(PROMISED).isBefore(known.expiry())) {
                return known;
            }
            fresh.set(true);
            return new IssuedToken(tokens.issue(person, LIFE), now.plus(LIFE));
        });
        return Objects.requireNonNull(token).token();
    }

    /// One generated person as the load generator gets it.
    record BenchUser(String username, String userId, String accessToken) {}

    record IssuedToken(String token, Instant expiry) {}
}
