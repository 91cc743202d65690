package dev.parley.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidParametersTest {
    @Test
    void takesTheFullFormOnly() {
        UUID id = UUID.fromString("01930000-0000-7000-8000-0123456789ab");
        assertThat(UuidParameters.uuid(id.toString())).isEqualTo(id);
        assertThat(UuidParameters.uuid("")).isNull();
        for (String other : List.of("1-1-1-1-1", "x".repeat(36), id + "0", " " + id)) {
            assertThatThrownBy(() -> UuidParameters.uuid(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
