package dev.parley.web;

import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/// The person behind a request, as the checked token describes them. A controller takes it as an argument.
///
/// @param locale `fr` or `en`
public record Caller(UUID userId, String tenant, Role role, String name, String email, String locale) {
    public boolean isStaff() {
        return role.isStaff();
    }

    /// @throws JwtValidationException when a claim is missing or malformed: the token is worth nothing then
    static Caller of(Jwt token) {
        try {
            List<String> roles = token.getClaimAsStringList("roles");
            String tenant = token.getClaimAsString("tenant");
            if (roles == null || roles.size() != 1 || tenant == null || !tenant.matches("[a-z0-9-]{1,63}")) {
                throw new IllegalArgumentException("roles or tenant");
            }
            String name = token.getClaimAsString("name");
            String email = token.getClaimAsString("email");
            return new Caller(
                    UUID.fromString(token.getSubject()),
                    tenant,
                    Role.valueOf(roles.getFirst()),
                    name == null ? "" : name,
                    email == null ? "" : email,
                    "fr".equals(token.getClaimAsString("locale")) ? "fr" : "en");
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new JwtValidationException(
                    "the token lacks a claim", List.of(new OAuth2Error("invalid_token", "sub, tenant or roles", null)));
        }
    }
}
