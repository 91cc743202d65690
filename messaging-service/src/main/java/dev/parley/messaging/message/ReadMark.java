package dev.parley.messaging.message;

import dev.parley.web.Role;
import java.time.Instant;
import java.util.UUID;

/// One rise of a person's read position: at `readAt` everything up to `upToSeq` was read.
record ReadMark(UUID userId, Role role, long upToSeq, Instant readAt) {}
