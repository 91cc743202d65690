package dev.parley.messaging.reading;

import java.time.Instant;
import java.util.UUID;

/// `userId` has read everything up to `upToSeq`.
public record ReadPosition(UUID userId, long upToSeq, Instant readAt) {}
