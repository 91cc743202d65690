package dev.parley.gateway.asyncapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The form of a value on the wire, as JSON Schema draft 7. Never changed once made.
///
/// @param schema ready to be written as JSON
record Shape(Map<String, Object> schema) {
    private static final String SCHEMAS = "#/components/schemas/";

    /// One field of an object.
    record Field(String name, Shape shape, boolean isRequired) {
        /// It may be missing, which is not the same as null.
        Field optional() {
            return new Field(name, shape, false);
        }
    }

    static Field field(String name, Shape shape) {
        return new Field(name, shape, true);
    }

    static Field field(String name, Shape shape, String about) {
        return new Field(name, shape.with("description", about), true);
    }

    static Shape text() {
        return ofType("string");
    }

    static Shape id() {
        return text().with("format", "uuid");
    }

    /// ISO-8601, UTC.
    static Shape time() {
        return text().with("format", "date-time");
    }

    static Shape count() {
        return ofType("integer").with("minimum", 0);
    }

    static Shape whole() {
        return ofType("integer");
    }

    /// A position in a log: 1, 2, 3 …
    static Shape seq() {
        return ofType("integer").with("minimum", 1);
    }

    static Shape flag() {
        return ofType("boolean");
    }

    static Shape oneOf(String... values) {
        return text().with("enum", List.of(values));
    }

    static Shape exactly(String value) {
        return text().with("const", value);
    }

    static Shape list(Shape items) {
        return ofType("array").with("items", items.schema);
    }

    /// An object whose names are ids.
    static Shape byId(Shape values) {
        return ofType("object").with("propertyNames", id().schema).with("additionalProperties", values.schema);
    }

    static Shape nothing() {
        return ofType("object").with("maxProperties", 0);
    }

    static Shape object(Field... fields) {
        return object(Arrays.asList(fields));
    }

    static Shape object(List<Field> fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.forEach(field -> properties.put(field.name, field.shape.schema));
        List<String> required =
                fields.stream().filter(Field::isRequired).map(Field::name).toList();
        Shape shape = ofType("object");
        shape = required.isEmpty() ? shape : shape.with("required", required);
        return shape.with("properties", properties);
    }

    /// What stands in the document under a name of its own.
    static Shape ref(String name) {
        return new Shape(Map.of("$ref", SCHEMAS + name));
    }

    static Shape anyOf(Shape... shapes) {
        return new Shape(
                Map.of("anyOf", Arrays.stream(shapes).map(Shape::schema).toList()));
    }

    Shape orNull() {
        Shape nullable = schema.get("type") instanceof String type ? with("type", List.of(type, "null")) : this;
        if (schema.get("enum") instanceof List<?> values) {
            List<Object> andNull = new ArrayList<>(values);
            andNull.add(null);
            nullable = nullable.with("enum", andNull);
        }
        return nullable;
    }

    Shape with(String keyword, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(schema);
        more.put(keyword, value);
        return new Shape(more);
    }

    /// At least one of these fields must be there.
    Shape needing(String... names) {
        return with(
                "anyOf",
                Arrays.stream(names)
                        .map(name -> Map.of("required", List.of(name)))
                        .toList());
    }

    private static Shape ofType(String type) {
        return new Shape(Map.of("type", type));
    }
}
