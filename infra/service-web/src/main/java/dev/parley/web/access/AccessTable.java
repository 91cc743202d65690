package dev.parley.web.access;

import dev.parley.web.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The rows of `access.yaml` about endpoints.
///
/// The file is checked as it is read: a column with a word that the file does not explain, a row of another length or
/// an endpoint with two rows is an error, so that no row can be written and not mean anything.
public final class AccessTable {
    /// Where every endpoint that needs a row lives.
    static final String API = "/api/v1/";

    private static final String ANY = "ANY";
    private static final int COLUMNS = 4;

    private final Map<String, Row> rows;

    private AccessTable(Map<String, Row> rows) {
        this.rows = rows;
    }

    /// @param asks roles that may call it at all
    /// @param sees what one needs to see the object; the service's SQL decides it
    /// @param does which of those who see it may do it
    /// @param act in words
    public record Row(Set<Role> asks, String sees, String does, String act) {}

    public static AccessTable read() {
        try (InputStream file = AccessTable.class.getResourceAsStream("/dev/parley/web/access.yaml")) {
            return parse(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("access.yaml", e);
        }
    }

    static AccessTable parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Map<String, Object> file = new Yaml(new SafeConstructor(options)).load(yaml);
        Map<?, ?> asks = section(file, "asks");
        Map<?, ?> sees = section(file, "sees");
        Map<?, ?> does = section(file, "does");
        Map<String, Row> rows = new LinkedHashMap<>();
        section(file, "endpoints").forEach((key, value) -> {
            String endpoint = normal(key.toString().replaceAll("\\s+", " "));
            if (!(value instanceof List<?> columns) || columns.size() != COLUMNS) {
                throw new IllegalStateException("access.yaml: " + endpoint + " needs [asks, sees, does, act]");
            }
            Row row = new Row(
                    roles(explained(endpoint, "asks", asks, columns.get(0))),
                    word(endpoint, "sees", sees, columns.get(1)),
                    word(endpoint, "does", does, columns.get(2)),
                    columns.get(3).toString());
            if (rows.put(endpoint, row) != null) {
                throw new IllegalStateException("access.yaml: " + endpoint + " has two rows");
            }
        });
        return new AccessTable(rows);
    }

    /// @param method of the request; `HEAD` is what `GET` is
    /// @param pattern as mapped; what its variables are called does not matter
    public Optional<Row> of(String method, String pattern) {
        String path = normal(pattern);
        Row row = rows.get((method.equals("HEAD") ? "GET" : method) + ' ' + path);
        return Optional.ofNullable(row != null ? row : rows.get(ANY + ' ' + path));
    }

    /// The endpoints below [#API] that have no row. A mapping without methods needs one row at least; the methods
    /// without one are refused when they come.
    public Collection<String> without(Collection<RequestMappingInfo> mappings) {
        Set<String> missing = new TreeSet<>();
        for (RequestMappingInfo mapping : mappings) {
            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
            for (String pattern : mapping.getPatternValues()) {
                if (!pattern.startsWith(API)) {
                    continue;
                }
                if (methods.isEmpty() && !hasAnyRow(pattern)) {
                    missing.add(ANY + ' ' + pattern);
                }
                methods.stream()
                        .filter(method -> of(method.name(), pattern).isEmpty())
                        .forEach(method -> missing.add(method + " " + pattern));
            }
        }
        return missing;
    }

    private boolean hasAnyRow(String pattern) {
        String path = normal(pattern);
        return rows.keySet().stream()
                .anyMatch(row -> row.substring(row.indexOf(' ') + 1).equals(path));
    }

    /// The name of an endpoint in which what its variables are called does not matter: `GET /api/v1/claims/{}`.
    public static String endpoint(String method, String pattern) {
        return method + ' ' + normal(pattern);
    }

    private static String normal(String pattern) {
        return pattern.replaceAll("\\{[^/}]*}", "{}");
    }

    private static Map<?, ?> section(Map<String, Object> file, String name) {
        if (file.get(name) instanceof Map<?, ?> section) {
            return section;
        }
        throw new IllegalStateException("access.yaml has no section " + name);
    }

    private static String word(String endpoint, String column, Map<?, ?> words, Object word) {
        explained(endpoint, column, words, word);
        return word.toString();
    }

    private static Object explained(String endpoint, String column, Map<?, ?> words, Object word) {
        Object meaning = words.get(word);
        if (meaning == null) {
            throw new IllegalStateException("access.yaml: %s has %s in column %s, which the file does not explain"
                    .formatted(endpoint, word, column));
        }
        return meaning;
    }

    private static Set<Role> roles(Object names) {
        List<Role> roles = new ArrayList<>();
        if (names instanceof List<?> all) {
            all.forEach(name -> roles.add(Role.valueOf(name.toString())));
        }
        return roles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(roles));
    }
}
