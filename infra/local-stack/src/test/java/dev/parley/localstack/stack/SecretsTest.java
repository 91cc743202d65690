package dev.parley.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void keepsThePasswordsForTheNextStart() {
        Path file = folder.resolve("secrets/secrets.properties");
        String first = Secrets.in(file).roles("claims").appPassword();
        assertThat(first).hasSizeGreaterThan(24);
        assertThat(Secrets.in(file).roles("claims").appPassword()).isEqualTo(first);
        assertThat(Secrets.in(file).roles("presence").appPassword()).isNotEqualTo(first);
        assertThat(Secrets.in(file).cursorSecret())
                .isNotEqualTo(Secrets.in(file).superuserPassword());
    }

    @Test
    void letsNobodyElseReadThem() throws Exception {
        Path file = folder.resolve("secrets.properties");
        Secrets.in(file).cursorSecret();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
