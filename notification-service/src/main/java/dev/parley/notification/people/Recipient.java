package dev.parley.notification.people;

import java.util.UUID;

/// Somebody to be told.
///
/// @param locale `fr` or `en`
public record Recipient(UUID userId, String locale) {}
