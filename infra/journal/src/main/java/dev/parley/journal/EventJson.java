package dev.parley.journal;

import dev.parley.contracts.DomainEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of events, as the golden files have it: untouched by what a service configures for its own HTTP.
///
/// Unknown fields are passed by, so that a publisher may add optional ones first.
final class EventJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private EventJson() {}

    static String write(DomainEvent event) {
        return MAPPER.writeValueAsString(event);
    }

    /// @throws JacksonException when the bytes are not such a record
    static <E extends DomainEvent> E read(byte[] json, Class<E> event) {
        return MAPPER.readValue(json, event);
    }
}
