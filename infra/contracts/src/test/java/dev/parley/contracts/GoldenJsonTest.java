package dev.parley.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Today's record reads yesterday's JSON. A field that is renamed, removed or retyped turns one of these red.
class GoldenJsonTest {
    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static List<Class<? extends DomainEvent>> events() {
        return Catalogue.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsItsGoldenFileAndWritesTheSame(Class<? extends DomainEvent> event) throws IOException {
        String type = Catalogue.describe(event).type();
        try (InputStream golden = getClass().getResourceAsStream("/golden/" + type + ".json")) {
            assertThat(golden).as("golden file of " + type).isNotNull();
            JsonNode wanted = json.readTree(golden);
            DomainEvent read = json.treeToValue(wanted, event);
            assertThat(json.valueToTree(read).toString()).isEqualTo(wanted.toString());
            assertThat(wanted.has(Catalogue.describe(event).key()))
                    .as("the key is a field of the payload")
                    .isTrue();
        }
    }

    /// A published event gained fields. What was written before must still be readable; the missing fields are null.
    @ParameterizedTest
    @ValueSource(strings = {"claim.opened.v1-1", "conversation.opened.v1-1", "message.sent.v1-1"})
    void stillReadsWhatEarlierVersionsWrote(String earlier) throws IOException {
        String type = earlier.substring(0, earlier.lastIndexOf('-'));
        Class<? extends DomainEvent> event = Catalogue.recordOf(type).orElseThrow();
        try (InputStream golden = getClass().getResourceAsStream("/golden/earlier/" + earlier + ".json")) {
            JsonNode written = json.readTree(golden);
            JsonNode read = json.valueToTree(json.treeToValue(written, event));
            written.propertyStream()
                    .forEach(field -> assertThat(read.path(field.getKey()).toString())
                            .isEqualTo(field.getValue().toString()));
        }
    }
}
