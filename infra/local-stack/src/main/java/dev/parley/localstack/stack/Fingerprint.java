package dev.parley.localstack.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipFile;

/// Short names for long contents.
final class Fingerprint {

    private static final int LENGTH = 12;

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(Iterable<?> parts) {
        var fingerprint = new Fingerprint();
        parts.forEach(part -> fingerprint.add(String.valueOf(part)));
        return fingerprint.hex();
    }

    /// Of a jar, from its table of contents, which has a checksum of every entry: no need to read 80 MB.
    static String ofJar(Path jar) throws IOException {
        var fingerprint = new Fingerprint();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> {
                fingerprint.add(entry.getName());
                fingerprint.add(Long.toHexString(entry.getCrc()));
                fingerprint.add(Long.toString(entry.getSize()));
            });
        }
        return fingerprint.hex();
    }

    private void add(String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }
}
