package dev.parley.systemtest.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Catalogue;
import dev.parley.contracts.Topic;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules of the house, over the whole tree. What holds inside a service is checked there.
class HouseTest {

    private static final List<String> SERVICES = List.of(
            "gateway-service",
            "claims-service",
            "messaging-service",
            "attachment-service",
            "notification-service",
            "presence-service",
            "admin-service");
    private static final Set<String> ALSO_AT_THE_ROOT = Set.of(
            "web-client",
            "infra",
            "docs",
            "parley",
            "pom.xml",
            "mvnw",
            "mvnw.cmd",
            "README.md",
            "CONTRIBUTING.md",
            "LICENSE");
    private static final Set<String> INFRA = Set.of(
            "contracts",
            "tenancy",
            "journal",
            "service-web",
            "local-stack",
            "testkit",
            "system-test",
            "benchmark",
            "compose",
            "helm",
            "vps",
            "observability");
    private static final Set<String> FOLDERS_THAT_SAY_NOTHING =
            Set.of("common", "shared", "core", "util", "utils", "misc", "helper", "helpers");
    private static final Pattern CLASS_NAMES_THAT_SAY_NOTHING =
            Pattern.compile("(Impl|Util|Utils|Helper|Manager|Dto|Mapper)\\.java$");
    private static final int LONGEST_FILE = 400;

    /// The literal `type` of a problem, in the forms in which the sources make one.
    private static final List<Pattern> PROBLEMS = List.of(
            Pattern.compile("HttpStatus\\.[A-Z_]+,\\s*\"([a-z]+(?:-[a-z]+)*)\""),
            Pattern.compile("Problems\\.of\\(\\s*\\w+,\\s*\"([a-z]+(?:-[a-z]+)*)\""),
            Pattern.compile("\\bof\\(\\s*\"([a-z]+(?:-[a-z]+)*)\",\\s*\"[A-Z][^\"]*\",\\s*\\d{3}"),
            Pattern.compile("new Problem\\(\\s*\"([a-z]+(?:-[a-z]+)*)\""));

    private final SourceTree tree = new SourceTree();

    @Test
    void showsTheArchitectureAtTheRoot() {
        assertThat(tree.namesIn("")).containsAll(SERVICES).contains("web-client", "infra", "docs", "parley");
        var allowed = new TreeSet<>(ALSO_AT_THE_ROOT);
        allowed.addAll(SERVICES);
        assertThat(allowed).containsAll(tree.namesIn(""));
        assertThat(INFRA).containsAll(tree.namesIn("infra"));
    }

    @Test
    void hasNoFolderWhoseNameSaysNothing() {
        assertThat(tree.folders().stream()
                        .filter(folder -> FOLDERS_THAT_SAY_NOTHING.contains(
                                folder.getFileName().toString())))
                .isEmpty();
    }

    @Test
    void hasNoClassWhoseNameSaysNothing() {
        assertThat(tree.java("")
                        .filter(file -> CLASS_NAMES_THAT_SAY_NOTHING
                                .matcher(file.toString())
                                .find()))
                .isEmpty();
    }

    @Test
    void explainsEachPackage() {
        assertThat(tree.mainJava()
                        .map(file -> file.resolveSibling("package-info.java"))
                        .distinct()
                        .filter(file -> !tree.has(file)
                                || !tree.text(file).startsWith("///")
                                || !tree.text(file).contains("@NullMarked")))
                .as("missing, without a purpose, or not null-marked")
                .isEmpty();
    }

    @Test
    void keepsFilesShort() {
        assertThat(tree.java("").filter(file -> tree.text(file).lines().count() > LONGEST_FILE))
                .isEmpty();
    }

    @Test
    void waitsInTestsWithoutSleepingAndSkipsNone() {
        assertThat(containing(
                        tree.testJava(),
                        "Thread." + "sleep",
                        "@" + "Disabled",
                        "Assumptions" + ".",
                        "assume" + "True("))
                .isEmpty();
    }

    @Test
    void leavesNothingForLater() {
        assertThat(containing(tree.java(""), "TO" + "DO", "FIX" + "ME")).isEmpty();
    }

    @Test
    void documentsEachTopicAndEvent() {
        String events = tree.text(Path.of("docs/events.md"));
        assertThat(events)
                .contains(Arrays.stream(Topic.values())
                        .map(topic -> "`" + topic.topicName() + "`")
                        .toList());
        assertThat(Catalogue.events()).allSatisfy(event -> {
            var description = Catalogue.describe(event);
            assertThat(events.lines())
                    .as("a row with type, record and publisher")
                    .anyMatch(row -> row.contains("`" + description.type() + "`")
                            && row.contains("`" + event.getSimpleName() + "`")
                            && row.contains(description.publisher()));
        });
    }

    @Test
    void documentsEachProblem() {
        String problems = tree.text(Path.of("docs/problems.md"));
        var missing = new TreeSet<String>();
        tree.mainJava().forEach(file -> {
            String source = tree.text(file);
            for (Pattern pattern : PROBLEMS) {
                Matcher problem = pattern.matcher(source);
                while (problem.find()) {
                    if (!problems.contains("| `" + problem.group(1) + "` |")) {
                        missing.add(problem.group(1) + " in " + file.getFileName());
                    }
                }
            }
        });
        assertThat(missing).as("not in docs/problems.md").isEmpty();
    }

    @Test
    void findsProblemsInTheSources() {
        var found = new TreeSet<String>();
        tree.mainJava()
                .map(tree::text)
                .forEach(source -> PROBLEMS.forEach(
                        pattern -> pattern.matcher(source).results().forEach(result -> found.add(result.group(1)))));
        assertThat(found).contains("claim-not-submitted", "idempotency-key-reused", "not-found", "busy", "not-joined");
    }

    private List<Path> containing(Stream<Path> files, String... banned) {
        return files.filter(file -> Arrays.stream(banned).anyMatch(tree.text(file)::contains))
                .toList();
    }
}
