package dev.parley.gateway.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static Cursor.Position position(long seq) {
        return new Cursor.Position(UUID.randomUUID(), Cursor.mark(UUID.randomUUID()), seq, false, false);
    }

    @Test
    void saysWhatItWasMadeOf() {
        for (long seq : new long[] {0, 1, 127, 128, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE}) {
            List<Cursor.Position> positions = List.of(
                    position(seq),
                    new Cursor.Position(UUID.randomUUID(), 0, 3, true, false),
                    new Cursor.Position(UUID.randomUUID(), -7, 4, true, true));
            assertThat(Cursor.of(new Cursor(positions).text())).isEqualTo(new Cursor(positions));
        }
        assertThat(Cursor.of(new Cursor(List.of()).text())).isEqualTo(new Cursor(List.of()));
    }

    @Test
    void keepsTheLastActiveAndFitsIntoARequestLine() {
        List<Cursor.Position> many =
                IntStream.range(0, 150).mapToObj(i -> position(2_000_000 + i)).toList();
        String text = new Cursor(many).text();
        assertThat(Cursor.of(text)).isEqualTo(new Cursor(many.subList(50, 150)));
        assertThat(text).hasSizeLessThan(3_300);
    }

    @Test
    void refusesWhatItNeverGave() {
        String good = new Cursor(List.of(position(5), position(300))).text();
        for (int i = 0; i < good.length(); i++) {
            char other = good.charAt(i) == 'A' ? 'B' : 'A';
            String changed = good.substring(0, i) + other + good.substring(i + 1);
            Cursor read = Cursor.of(changed);
            // The last character has bits that mean nothing.
            assertThat(read == null || i == good.length() - 1).as(changed).isTrue();
            assertThat(Cursor.of(good.substring(0, i))).as("cut at " + i).isNull();
        }
        for (String text : List.of("", "x", "äöü", "../../etc", "AAAA", "A".repeat(9_000), good + good, "a b")) {
            assertThat(Cursor.of(text)).as(text).isNull();
        }
    }

    @Test
    void readsWhatAClientOfASocketHolds() {
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();
        UUID epoch = UUID.randomUUID();
        assertThat(Cursor.ofReadable(one + ":7:" + epoch + "," + two + ":0"))
                .isEqualTo(new Cursor(List.of(
                        new Cursor.Position(one, Cursor.mark(epoch), 7, false, false),
                        new Cursor.Position(two, 0, 0, false, false))));
        assertThat(Cursor.ofReadable("")).isEqualTo(new Cursor(List.of()));
        for (String text : List.of(
                one.toString(),
                one + ":",
                one + ":-1",
                one + ":1:",
                one + ":1:x",
                one + ":1:" + epoch + ":1",
                one + ":9999999999999999",
                "1-1-1-1-1:1",
                one + ":1," + one + ":2",
                one + ":1,",
                (one + ":1,").repeat(41))) {
            assertThat(Cursor.ofReadable(text)).as(text).isNull();
        }
    }
}
