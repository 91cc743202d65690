package dev.parley.localstack.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/// The one RSA key of the development sign-in, kept in a file only its owner may read.
final class SigningKey {

    private SigningKey() {}

    static RSAKey in(Path file) {
        try {
            if (Files.exists(file)) {
                return RSAKey.parse(Files.readString(file));
            }
            RSAKey key = new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            write(file.toAbsolutePath(), key);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("the signing key cannot be kept in " + file + ": " + e.getMessage(), e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(
                    "the signing key in " + file + " cannot be read; delete the file to get a new one", e);
        }
    }

    private static void write(Path file, RSAKey key) throws IOException {
        Files.createDirectories(file.getParent());
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path partial = Files.createTempFile(file.getParent(), "signin-key", ".tmp", ownerOnly);
        Files.writeString(partial, key.toJSONString());
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
