package dev.parley.messaging.conversation;

import dev.parley.web.Role;
import java.util.UUID;

/// Somebody who takes part. Staff take part in a claim's conversation from their first message on.
public record Participant(UUID userId, String name, Role role) {}
