package dev.parley.gateway.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClientFrameTest {
    private static ClientFrame read(String text) throws NotUnderstood {
        return ClientFrame.read(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    @Test
    void keepsTheIdAsTheClientWroteIt() throws NotUnderstood {
        assertThat(read("{\"type\":\"ping\",\"id\":\"a\\\"b\"}").id()).isEqualTo("\"a\\\"b\"");
        assertThat(read("{\"type\":\"ping\",\"id\":12}").id()).isEqualTo("12");
        assertThat(read("{\"type\":\"ping\",\"id\":null}").id()).isNull();
        assertThat(read("{\"id\":1,\"data\":{},\"type\":\"ping\",\"later\":true}")
                        .type())
                .isEqualTo("ping");
    }

    @Test
    void takesNoDataForEmptyDataAndOtherDataForNone() throws NotUnderstood {
        assertThat(read("{\"type\":\"ping\"}").data()).isEmpty();
        assertThat(read("{\"type\":\"ping\",\"data\":[]}").data()).isNull();
    }

    @Test
    void refusesWhatIsNoFrame() {
        for (String text : new String[] {
            "",
            "nonsense",
            "[]",
            "1",
            "{}",
            "{\"type\":1}",
            "{\"type\":\"" + "x".repeat(65) + "\"}",
            "{\"type\":\"a\",\"id\":{}}",
            "{\"type\":\"a\",\"id\":\"" + "x".repeat(200) + "\"}",
            "{\"type\":\"a\",\"type\":\"b\"}",
            "{\"type\":\"a\"} {}",
            "{\"type\":\"a\",\"data\":" + "[".repeat(60) + "]".repeat(60) + "}",
            "{\"type\":\"a\",\"data\":{\"n\":" + "9".repeat(200) + "}}"
        }) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(NotUnderstood.class);
        }
    }

    @Test
    void takesUuidsInTheirFullFormOnly() throws NotUnderstood {
        assertThat(read("{\"type\":\"a\",\"data\":{\"x\":\"1-1-1-1-1\"}}").uuid("x"))
                .isNull();
        assertThat(read("{\"type\":\"a\",\"data\":{\"x\":\"0190a5c0-7b3c-7d11-8a51-000000000001\"}}")
                        .uuid("x"))
                .hasToString("0190a5c0-7b3c-7d11-8a51-000000000001");
        assertThat(ClientFrame.uuidOf("x".repeat(36))).isNull();
    }
}
