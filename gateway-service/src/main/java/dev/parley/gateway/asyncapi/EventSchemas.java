package dev.parley.gateway.asyncapi;

import dev.parley.contracts.DomainEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The form of an event's data, from the components of its record.
final class EventSchemas {
    private EventSchemas() {}

    static Shape of(Class<? extends DomainEvent> event, RecordComment comment) {
        return record(event, comment.fields());
    }

    /// What may be null may be missing, too: a field that came later is not in what was written before.
    private static Shape record(Class<?> type, Map<String, String> comments) {
        List<Shape.Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            Shape shape = shape(component.getGenericType());
            shape = isNullable ? shape.orNull() : shape;
            String about = comments.get(component.getName());
            shape = about == null ? shape : shape.with("description", about);
            fields.add(new Shape.Field(component.getName(), shape, !isNullable));
        }
        return Shape.object(fields);
    }

    /// @throws IllegalArgumentException for a type that no event has carried so far: it needs a line here
    private static Shape shape(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return Shape.list(shape(list.getActualTypeArguments()[0]));
        }
        if (type == UUID.class) {
            return Shape.id();
        }
        if (type == Instant.class) {
            return Shape.time();
        }
        if (type == String.class) {
            return Shape.text();
        }
        if (type == boolean.class || type == Boolean.class) {
            return Shape.flag();
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Shape.whole();
        }
        if (type instanceof Class<?> values && values.isEnum()) {
            return Shape.oneOf(Arrays.stream(values.getEnumConstants())
                    .map(value -> ((Enum<?>) value).name())
                    .toArray(String[]::new));
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return record(nested, Map.of());
        }
        throw new IllegalArgumentException("no schema for " + type);
    }
}
