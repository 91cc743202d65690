package dev.parley.messaging.cannedreply;

import java.util.UUID;

/// @param shortcut what staff type to find it, such as `greeting`
/// @param locale language of the text, `fr` or `en`
record CannedReply(UUID id, String shortcut, String title, String body, String locale) {}
