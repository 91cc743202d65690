package dev.parley.localstack.signin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Who exists: the demo people, and as many generated ones as a load test wants. All share one password,
/// and nobody's id ever changes, so data of yesterday still belongs to the person who signs in today.
final class People {

    static final String PASSWORD = "parley";
    static final int MOST_BENCH_USERS = 20_000;

    private static final Pattern BENCH = Pattern.compile("bench-(customer|agent|admin)-([1-9][0-9]{0,4})");

    private static final List<Person> DEMO = List.of(
            demo(1, "alice", "acme", "CUSTOMER", "Alice Martin", "fr"),
            demo(2, "bruno", "acme", "CUSTOMER", "Bruno Keller", "en"),
            demo(3, "chloe", "acme", "AGENT", "Chloé Bernard", "fr"),
            demo(4, "karim", "acme", "AGENT", "Karim Haddad", "en"),
            demo(5, "diane", "acme", "ADMIN", "Diane Moreau", "fr"),
            demo(6, "erin", "globex", "CUSTOMER", "Erin Walsh", "en"),
            demo(7, "felix", "globex", "AGENT", "Felix Brandt", "en"),
            demo(8, "gina", "globex", "ADMIN", "Gina Rossi", "fr"));

    private static final Map<String, Person> BY_NAME =
            DEMO.stream().collect(Collectors.toUnmodifiableMap(Person::username, Function.identity()));

    private static final Map<UUID, Person> BY_ID =
            DEMO.stream().collect(Collectors.toUnmodifiableMap(Person::userId, Function.identity()));

    private People() {}

    static List<Person> demo() {
        return DEMO;
    }

    static Optional<Person> named(String username) {
        Person demo = BY_NAME.get(username);
        if (demo != null) {
            return Optional.of(demo);
        }
        Matcher bench = BENCH.matcher(username);
        if (!bench.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(bench.group(2));
        return number > MOST_BENCH_USERS
                ? Optional.empty()
                : Optional.of(bench(bench.group(1).toUpperCase(Locale.ROOT), number));
    }

    /// By the `sub` of a token this process has issued through the browser flow.
    static Optional<Person> withId(UUID userId) {
        Person demo = BY_ID.get(userId);
        if (demo != null) {
            return Optional.of(demo);
        }
        long kind = userId.getMostSignificantBits() & 0xfff;
        long number = userId.getLeastSignificantBits() & 0xffff_ffffL;
        return switch ((int) kind) {
            case 1 -> named("bench-customer-" + number);
            case 2 -> named("bench-agent-" + number);
            case 3 -> named("bench-admin-" + number);
            default -> Optional.empty();
        };
    }

    /// The n-th generated person of a role, counted from 1.
    static Person bench(String role, int number) {
        String kind = role.toLowerCase(Locale.ROOT);
        String username = "bench-" + kind + "-" + number;
        return new Person(
                username,
                id(benchKind(role), number),
                "acme",
                role,
                "Bench " + kind + " " + number,
                username + "@acme.example",
                "en");
    }

    private static int benchKind(String role) {
        return switch (role) {
            case "CUSTOMER" -> 1;
            case "AGENT" -> 2;
            case "ADMIN" -> 3;
            default -> throw new IllegalArgumentException("no such role: " + role);
        };
    }

    private static Person demo(int number, String username, String tenant, String role, String name, String locale) {
        return new Person(username, id(0, number), tenant, role, name, username + "@" + tenant + ".example", locale);
    }

    /// A UUID of version 7 with a fixed time; the kind of person stands where its random part begins.
    private static UUID id(int kind, int number) {
        return new UUID(0x0192_0000_0000_7000L | kind, 0x8000_0000_0000_0000L | number);
    }
}
