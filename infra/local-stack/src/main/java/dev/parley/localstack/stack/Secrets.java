package dev.parley.localstack.stack;

import dev.parley.localstack.postgres.DatabaseRoles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Passwords of this checkout's local stack, made up once and kept in a file only its owner can read. A name that is
/// missing, because a newer version needs it, is added.
public final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Properties known = new Properties();

    private Secrets(Path file) {
        this.file = file;
    }

    public static Secrets in(Path file) {
        var secrets = new Secrets(file);
        secrets.load();
        return secrets;
    }

    public String superuserPassword() {
        return secret("postgres.superuser");
    }

    public DatabaseRoles roles(String database) {
        return new DatabaseRoles(
                database,
                secret("postgres." + database + ".owner"),
                secret("postgres." + database + ".app"),
                secret("postgres." + database + ".relay"));
    }

    /// With which all services sign their cursors.
    public String cursorSecret() {
        return secret("cursor");
    }

    private synchronized String secret(String name) {
        String value = known.getProperty(name);
        if (value == null) {
            value = random();
            known.setProperty(name, value);
            save();
        }
        return value;
    }

    private static String random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        try (var reader = Files.newBufferedReader(file)) {
            known.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save() {
        String content = new TreeMap<>(known)
                .entrySet().stream()
                        .map(secret -> secret.getKey() + "=" + secret.getValue() + "\n")
                        .collect(Collectors.joining());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path partial = Files.createTempFile(file.toAbsolutePath().getParent(), "secrets", ".tmp", ownerOnly);
            Files.writeString(partial, content);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackProblem(
                    "The passwords of the local stack cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }
}
