package dev.parley.gateway.identity;

import java.util.UUID;

/// A person as a valid token describes them. Tokens of one person that say the same are equal here.
///
/// @param locale `fr` or `en`
public record Profile(String tenant, UUID userId, Role role, String name, String email, String locale) {}
