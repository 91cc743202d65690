package dev.parley.localstack.signin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Somebody who can sign in, with everything a token says about them.
record Person(String username, UUID userId, String tenant, String role, String name, String email, String locale) {

    /// The claims of contract.md that describe the person.
    Map<String, Object> claims() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", userId.toString());
        claims.put("tenant", tenant);
        claims.put("roles", List.of(role));
        claims.put("name", name);
        claims.put("email", email);
        claims.put("locale", locale);
        return claims;
    }
}
