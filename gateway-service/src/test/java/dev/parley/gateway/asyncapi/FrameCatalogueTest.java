package dev.parley.gateway.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// That the catalogue and the code know the same kinds of frames.
class FrameCatalogueTest {
    private static final Path MAIN = Path.of("src/main/java/dev/parley/gateway");
    private static final Path ACCESS = Path.of("../infra/service-web/src/main/resources/dev/parley/web/access.yaml");

    /// The forms in which the code tells frames of clients apart: `case "a", "b" ->` and `type().equals("a")`.
    private static final List<Pattern> READ = List.of(
            Pattern.compile("case ((?:\"[a-z]+_[a-z_]+\"|\"ping\"|\"sync\")(?:,\\s*\"[a-z_]+\")*)\\s*->"),
            Pattern.compile("type\\(\\)\\.equals\\(\"([a-z_]+)\"\\)"));

    /// The forms in which it begins a frame of its own.
    private static final List<Pattern> WRITTEN = List.of(
            Pattern.compile("ServerFrame\\s*\\.of\\(\\s*\"([a-z_]+)\""),
            Pattern.compile("\\bentry\\(\\s*\"([a-z_]+)\""),
            Pattern.compile("\\bbuild\\(\\s*\"([a-z_]+)\""));

    @Test
    void knowsEveryFrameThatIsReadAndNoOther() {
        assertThat(types(FrameCatalogue.FROM_CLIENTS)).isEqualTo(found(READ));
    }

    @Test
    void knowsEveryFrameThatIsWrittenAndNoOther() {
        Set<String> known = new TreeSet<>(types(FrameCatalogue.FROM_SERVER));
        known.addAll(List.of("ack", "error"));
        assertThat(known).isEqualTo(found(WRITTEN));
    }

    @Test
    void namesEveryFrameOnce() {
        assertThat(FrameCatalogue.FROM_CLIENTS).extracting(Frame::type).doesNotHaveDuplicates();
        assertThat(FrameCatalogue.FROM_SERVER).extracting(Frame::type).doesNotHaveDuplicates();
    }

    @Test
    void namesFramesThatTheTableOfAccessKnows() throws IOException {
        java.util.Map<String, java.util.Map<String, Object>> access = new Yaml().load(Files.readString(ACCESS));
        assertThat(access.get("frames").keySet()).containsAll(types(FrameCatalogue.FROM_CLIENTS));
    }

    private static Set<String> types(List<Frame> frames) {
        return frames.stream().map(Frame::type).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> found(List<Pattern> forms) {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            files.filter(file -> file.toString().matches(".*/(session|unread|fanout|frame)/[A-Za-z]+\\.java"))
                    .map(FrameCatalogueTest::text)
                    .forEach(source -> forms.forEach(form -> form.matcher(source)
                            .results()
                            .flatMap(match -> Stream.of(match.group(1).split(",")))
                            .map(literal -> literal.strip().replace("\"", ""))
                            .forEach(found::add)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
