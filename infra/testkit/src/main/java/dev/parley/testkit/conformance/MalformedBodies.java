package dev.parley.testkit.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Bodies like a valid one with one thing wrong.
final class MalformedBodies {
    private static final int TOO_MUCH_FOR_ANY_BODY = 70_000;

    private MalformedBodies() {}

    /// @param mustBeRefused false where it depends on the field whether this is wrong
    record Case(String name, String body, boolean mustBeRefused) {}

    static List<Case> of(Map<String, ?> valid, Map<String, Integer> longest) {
        List<Case> cases = new ArrayList<>();
        valid.forEach((field, value) -> {
            for (String other : ofOtherTypes(value)) {
                cases.add(new Case(field + " of another type", with(valid, field, other), true));
            }
            cases.add(new Case(field + " null", with(valid, field, "null"), false));
            cases.add(new Case(field + " missing", without(valid, field), false));
            cases.add(
                    new Case(field + " nested deep", with(valid, field, "[".repeat(2_000) + "]".repeat(2_000)), true));
            cases.add(new Case(
                    field + " twice",
                    without(valid, field)
                            .replaceFirst("\\{", "{" + pair(field, value) + "," + pair(field, value) + ",")
                            .replace(",}", "}"),
                    true));
            if (value instanceof String) {
                cases.add(new Case(field + " with NUL", with(valid, field, "\"a\\u0000b\""), true));
                cases.add(new Case(field + " with half a character", with(valid, field, "\"a\\ud800b\""), true));
                cases.add(new Case(field + " empty", with(valid, field, "\"\""), false));
            }
        });
        longest.forEach((field, most) ->
                cases.add(new Case(field + " too long", with(valid, field, "\"" + "é".repeat(most + 1) + "\""), true)));
        for (String chosenByTheServer : List.of("nobodyKnows", "tenant", "id", "seq", "createdAt", "role")) {
            if (!valid.containsKey(chosenByTheServer)) {
                cases.add(new Case("extra " + chosenByTheServer, with(valid, chosenByTheServer, "\"acme\""), true));
            }
        }
        cases.addAll(whole(valid));
        return cases;
    }

    private static List<Case> whole(Map<String, ?> valid) {
        String good = BadInput.json(valid);
        return List.of(
                new Case("no JSON", "hello", true),
                new Case("nothing", "", true),
                new Case("null", "null", true),
                new Case("a list", "[" + good + "]", true),
                new Case("text", "\"text\"", true),
                new Case("cut short", good.substring(0, good.length() - 1), true),
                new Case("something behind it", good + good, true),
                new Case(
                        "too large", with(valid, "nobodyKnows", "\"" + "x".repeat(TOO_MUCH_FOR_ANY_BODY) + "\""), true),
                new Case("a number without end", with(valid, "nobodyKnows", "1".repeat(10_000)), true));
    }

    private static List<String> ofOtherTypes(Object value) {
        return switch (value) {
            case String _ -> List.of("1", "true", "{}", "[]");
            case Boolean _ -> List.of("1", "\"perhaps\"", "{}", "[]");
            case Number _ -> List.of("\"one\"", "true", "{}", "[]", "1e400");
            case List<?> _ -> List.of("1", "\"one\"", "{\"a\": 1}");
            case Map<?, ?> _ -> List.of("1", "\"one\"", "[1]");
            default -> List.of("[[]]");
        };
    }

    private static String pair(String field, Object value) {
        return BadInput.json(field) + ":" + BadInput.json(value);
    }

    /// @param json goes in as it is
    private static String with(Map<String, ?> valid, String field, String json) {
        Map<String, String> fields = new LinkedHashMap<>();
        valid.forEach((name, value) -> fields.put(name, BadInput.json(value)));
        fields.put(field, json);
        return object(fields);
    }

    private static String without(Map<String, ?> valid, String field) {
        Map<String, String> fields = new LinkedHashMap<>();
        valid.forEach((name, value) -> fields.put(name, BadInput.json(value)));
        fields.remove(field);
        return object(fields);
    }

    private static String object(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> BadInput.json(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
