package dev.parley.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentTest {

    @TempDir
    Path folder;

    @Test
    void hasAnotherFingerprintWithAnotherEnvironmentOrCommandButNotWithAnAotCache() throws Exception {
        Path cache = folder.resolve("x.aot");
        Component component = component(List.of("java", "-jar", "x.jar"), Map.of("A", "1"), cache);
        String before = component.fingerprint();
        assertThat(component.launchCommand()).containsExactly("setsid", "java", "-jar", "x.jar");

        Files.createFile(cache);
        assertThat(component.launchCommand())
                .containsExactly("setsid", "java", "-XX:AOTCache=" + cache, "-jar", "x.jar");
        assertThat(component.fingerprint()).isEqualTo(before);

        assertThat(component(component.command(), Map.of("A", "2"), cache).fingerprint())
                .isNotEqualTo(before);
        assertThat(component(List.of("java", "-jar", "y.jar"), Map.of("A", "1"), cache)
                        .fingerprint())
                .isNotEqualTo(before);
    }

    private static Component component(List<String> command, Map<String, String> environment, Path cache) {
        return new Component(
                "demo",
                0,
                0,
                command,
                environment,
                () -> true,
                "TERM",
                () -> {},
                Optional.of(new Component.AotCache(cache, List.of())));
    }
}
