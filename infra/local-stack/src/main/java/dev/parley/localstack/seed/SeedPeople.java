package dev.parley.localstack.seed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Tokens of those who take part.
final class SeedPeople {
    private static final int GENERATED = 500;

    private final Map<String, String> demo = new LinkedHashMap<>();
    private final JsonNode generated;

    SeedPeople(ParleyClient client) throws InterruptedException {
        for (String name : List.of("alice", "bruno", "chloe", "karim", "diane")) {
            demo.put(name, client.tokenOf(name));
        }
        generated = client.benchUsers("CUSTOMER", GENERATED);
    }

    String token(String username) {
        return Objects.requireNonNull(demo.get(username));
    }

    UUID id(String username) {
        return ParleyClient.userIdIn(token(username));
    }

    /// @param number as in [DemoClaim#customer()]
    String customer(int number) {
        return switch (number) {
            case 0 -> token("alice");
            case 1 -> token("bruno");
            default -> generated.get(number - 2).get("accessToken").asString();
        };
    }
}
