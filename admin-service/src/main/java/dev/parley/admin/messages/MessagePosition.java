package dev.parley.admin.messages;

import java.time.Instant;
import java.util.UUID;

/// Where a page ends: newest first, and the id where two have the same time.
record MessagePosition(Instant createdAt, UUID id) {
    static final MessagePosition NEWEST = new MessagePosition(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    static MessagePosition parse(String text) {
        String[] parts = text.split(" ", 2);
        return new MessagePosition(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }

    @Override
    public String toString() {
        return createdAt + " " + id;
    }
}
