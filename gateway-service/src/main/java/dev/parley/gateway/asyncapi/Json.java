package dev.parley.gateway.asyncapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON by hand, in the order in which it is written.
final class Json {
    private Json() {}

    /// @param namesAndValues a name, its value, a name …
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static List<Object> list(Object... items) {
        return List.of(items);
    }

    /// @param path in the document, already escaped
    static Map<String, Object> ref(String path) {
        return object("$ref", "#/" + path);
    }
}
