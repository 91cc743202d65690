package dev.parley.claims.person;

import dev.parley.web.Role;
import java.util.UUID;

/// A person of the tenant as last seen in a valid token.
///
/// @param locale `fr` or `en`
public record Person(UUID userId, Role role, String name, String locale) {}
