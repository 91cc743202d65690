package dev.parley.gateway.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ServerFrameTest {
    private static byte[] data(int length) {
        return ("{\"x\":\"" + "x".repeat(length) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    private static String payload(ByteBuf frame, int header) {
        String text = frame.toString(header, frame.readableBytes() - header, StandardCharsets.UTF_8);
        frame.release();
        return text;
    }

    @Test
    void putsTheTypeFirst() {
        assertThat(payload(ServerFrame.of("pong", new byte[0]), 2)).isEqualTo("{\"type\":\"pong\",\"data\":{}}");
        assertThat(payload(ServerFrame.ack("\"é\"", data(1)), 2))
                .isEqualTo("{\"type\":\"ack\",\"id\":\"é\",\"data\":{\"x\":\"x\"}}");
        assertThat(payload(ServerFrame.error(null, data(0)), 2))
                .isEqualTo("{\"type\":\"error\",\"data\":{\"x\":\"\"}}");
    }

    @Test
    void writesLengthsInTheirThreeForms() {
        ByteBuf small = ServerFrame.of("a", data(10));
        assertThat(small.getUnsignedByte(0)).isEqualTo((short) 0x81);
        assertThat(small.getUnsignedByte(1)).isEqualTo((short) (small.readableBytes() - 2));
        ByteBuf middle = ServerFrame.of("a", data(200));
        assertThat(middle.getUnsignedByte(1)).isEqualTo((short) 126);
        assertThat(middle.getUnsignedShort(2)).isEqualTo(middle.readableBytes() - 4);
        ByteBuf large = ServerFrame.of("a", data(70_000));
        assertThat(large.getUnsignedByte(1)).isEqualTo((short) 127);
        assertThat(large.getLong(2)).isEqualTo(large.readableBytes() - 10);
        small.release();
        middle.release();
        large.release();
    }

    @Test
    void closesWithTheNumberOfTheContract() {
        for (CloseCode code : CloseCode.values()) {
            ByteBuf frame = ServerFrame.close(code);
            assertThat(frame.getUnsignedShort(2)).isEqualTo(code.number());
            assertThat(frame.readableBytes()).isLessThan(126);
            frame.release();
        }
    }
}
