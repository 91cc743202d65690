package dev.parley.gateway.asyncapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the comment of an event's record says. The sources of the records lie beside their classes, so what a reader of
/// the code is told and what a reader of the document is told cannot differ.
///
/// @param about the comment without its tags
/// @param fields by component, of those that have a `@param`
record RecordComment(String about, Map<String, String> fields) {
    private static final String MARK = "///";
    private static final String PARAM = "@param ";

    static RecordComment of(Class<?> type) {
        String file = type.getSimpleName() + ".java";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the source of " + type.getName() + " is not beside its class");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first comment of the file is that of the record: imports have none.
    static RecordComment read(List<String> source) {
        List<String> comment = source.stream()
                .dropWhile(line -> !line.startsWith(MARK))
                .takeWhile(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()).strip())
                .toList();
        StringBuilder about = new StringBuilder();
        Map<String, StringBuilder> fields = new HashMap<>();
        StringBuilder current = about;
        for (String line : comment) {
            String text = line;
            if (line.startsWith(PARAM)) {
                String[] words = line.substring(PARAM.length()).split(" ", 2);
                current = fields.computeIfAbsent(words[0], _ -> new StringBuilder());
                text = words.length > 1 ? words[1] : "";
            }
            current.append(current.isEmpty() || text.isEmpty() ? "" : " ").append(text);
        }
        Map<String, String> texts = new HashMap<>();
        fields.forEach((name, text) -> texts.put(name, plain(text)));
        return new RecordComment(plain(about), texts);
    }

    /// Links into the code, `[dev.parley.Thing#member]`, keep their last part.
    private static String plain(StringBuilder text) {
        return text.toString()
                .replaceAll("\\[(?:[a-z]+\\.)*([A-Z]\\w*)(?:#(\\w+))?]", "`$1`")
                .strip();
    }
}
