package dev.parley.localstack.signin;

import dev.parley.localstack.signin.BenchUsers.IssuedToken;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Tokens of generated people between two starts: one line `<name> <expiry in seconds> <token>` each, below a line that
/// names issuer and key. Readable by its owner only. A file that cannot be read or written costs time, nothing else.
final class BenchTokenFile {

    private final Path file;
    private final String madeWith;

    /// @param madeWith issuer and key; tokens made with others are of no use
    BenchTokenFile(Path file, String madeWith) {
        this.file = file.toAbsolutePath();
        this.madeWith = madeWith;
    }

    Map<String, IssuedToken> read() {
        var tokens = new HashMap<String, IssuedToken>();
        try (var lines = Files.newBufferedReader(file)) {
            if (!madeWith.equals(lines.readLine())) {
                return Map.of();
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ", -1);
                tokens.put(parts[0], new IssuedToken(parts[2], Instant.ofEpochSecond(Long.parseLong(parts[1]))));
            }
        } catch (IOException | RuntimeException unreadable) {
            return Map.of();
        }
        return tokens;
    }

    synchronized void write(Map<String, IssuedToken> tokens) {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path partial = Files.createTempFile(file.getParent(), "bench-tokens", ".tmp", ownerOnly);
            try (BufferedWriter out = Files.newBufferedWriter(partial)) {
                out.write(madeWith + "\n");
                for (Map.Entry<String, IssuedToken> entry : tokens.entrySet()) {
                    IssuedToken token = entry.getValue();
                    out.write(entry.getKey() + " " + token.expiry().getEpochSecond() + " " + token.token() + "\n");
                }
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            // The tokens are made anew after the next start.
        }
    }
}
