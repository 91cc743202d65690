package dev.parley.systemtest.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.Topic;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// That `access.yaml` speaks of each frame of a client and each topic. Of endpoints each service checks it itself.
class AccessTest {
    private static final Path FILE = Path.of("infra/service-web/src/main/resources/dev/parley/web/access.yaml");
    private static final String SOCKET = "dev/parley/gateway/session/";

    /// The two forms in which the gateway tells frames apart: `case "a", "b" ->` and `type().equals("a")`.
    private static final Pattern CASES =
            Pattern.compile("case ((?:\"[a-z]+_[a-z_]+\"|\"ping\")(?:,\\s*\"[a-z_]+\")*)\\s*->");
    private static final Pattern EQUALS = Pattern.compile("type\\(\\)\\.equals\\(\"([a-z_]+)\"\\)");

    private final SourceTree tree = new SourceTree();
    private final Map<String, Map<String, Object>> file = new Yaml().load(tree.text(FILE));

    @Test
    void saysWhoMaySendEachFrame() {
        Set<String> frames = frames();
        assertThat(frames).contains("authenticate", "join_claim", "join_conversation", "send_message", "ping");
        assertThat(file.get("frames").keySet()).containsAll(frames);
        assertRowsAreExplained("frames");
    }

    @Test
    void saysWhoWritesEachTopicAndWhomItReaches() {
        Map<String, Object> topics = file.get("topics");
        assertThat(topics)
                .containsOnlyKeys(
                        Arrays.stream(Topic.values()).map(Topic::topicName).toList());
        assertThat(Catalogue.events()).allSatisfy(event -> {
            var description = Catalogue.describe(event);
            assertThat(columns(topics.get(description.topic().topicName())).getFirst())
                    .as("the writer of " + description.type())
                    .isEqualTo(description.publisher());
        });
        assertThat(topics.values())
                .allSatisfy(row ->
                        assertThat(file.get("sees")).containsKey(columns(row).get(1)));
    }

    @Test
    void explainsEachWordOfEachEndpoint() {
        assertThat(file.get("endpoints")).hasSizeGreaterThan(80);
        assertRowsAreExplained("endpoints");
    }

    private void assertRowsAreExplained(String section) {
        assertThat(file.get(section)).allSatisfy((name, row) -> {
            List<String> columns = columns(row);
            assertThat(columns).hasSize(4);
            assertThat(file.get("asks")).containsKey(columns.get(0));
            assertThat(file.get("sees")).containsKey(columns.get(1));
            assertThat(file.get("does")).containsKey(columns.get(2));
        });
    }

    private Set<String> frames() {
        Set<String> frames = new TreeSet<>();
        tree.mainJava()
                .filter(source -> source.toString().contains(SOCKET))
                .map(tree::text)
                .forEach(source -> {
                    CASES.matcher(source)
                            .results()
                            .flatMap(found -> Arrays.stream(found.group(1).split(",")))
                            .map(literal -> literal.strip().replace("\"", ""))
                            .forEach(frames::add);
                    EQUALS.matcher(source).results().forEach(found -> frames.add(found.group(1)));
                });
        return frames;
    }

    private static List<String> columns(Object row) {
        return ((List<?>) row).stream().map(Object::toString).toList();
    }
}
