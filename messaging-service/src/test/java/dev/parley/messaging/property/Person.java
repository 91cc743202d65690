package dev.parley.messaging.property;

import dev.parley.testkit.Cast;
import dev.parley.testkit.Http;
import dev.parley.testkit.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Somebody with a token: of the [Cast], or made after one of them.
record Person(int number, String name, String role, UUID userId, Cast like, Http http) {
    boolean isStaff() {
        return !role.equals("CUSTOMER");
    }

    boolean isAdmin() {
        return role.equals("ADMIN");
    }

    @Override
    public String toString() {
        return name;
    }

    /// The five of acme and five made after them: five customers, four agents, one admin.
    static List<Person> tenOfAcme(Http http) {
        List<Person> people = new ArrayList<>();
        for (Cast known : List.of(Cast.ALICE, Cast.BRUNO, Cast.CHLOE, Cast.KARIM, Cast.DIANE)) {
            people.add(new Person(
                    people.size(), known.displayName(), known.role(), known.userId(), known, http.as(known)));
        }
        for (Cast like : List.of(Cast.ALICE, Cast.BRUNO, Cast.ALICE, Cast.CHLOE, Cast.KARIM)) {
            people.add(made(people.size(), like, http));
        }
        return List.copyOf(people);
    }

    static Person made(int number, Cast like, Http http) {
        UUID id = new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_1000L | number);
        String name = "Person " + number;
        String token =
                TestTokens.tokenOf(like, claims -> claims.subject(id.toString()).claim("name", name));
        return new Person(number, name, like.role(), id, like, http.withToken(token));
    }
}
