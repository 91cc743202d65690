package dev.parley.attachment.file;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file as clients see it.
///
/// @param size bytes
/// @param sha256 lower-case hexadecimal
/// @param status UPLOADED, SCANNING, CLEAN, INFECTED or REJECTED
record Attachment(
        UUID id,
        @Nullable UUID messageId,
        UUID conversationId,
        String fileName,
        String contentType,
        long size,
        String sha256,
        String status,
        @Nullable String previewUrl,
        UUID uploadedBy,
        Instant uploadedAt) {}
