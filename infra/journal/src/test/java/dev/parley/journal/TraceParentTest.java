package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final UUID SALT = new UUID(1, 0xb7ad6b7169203331L);
    private static final String WHOLE = "00-" + TRACE + "-b7ad6b7169203331-01";

    @Test
    void isNothingOutsideOfATrace() {
        assertThat(TraceParent.current(SALT)).isNull();
    }

    @Test
    void makesASpanWhereOnlyTheTraceIsKnown() {
        try (var _ = MDC.putCloseable("traceId", TRACE)) {
            assertThat(TraceParent.current(SALT)).isEqualTo(WHOLE);
        }
    }

    @Test
    void isNotMisledByWhatIsNoTrace() {
        try (var _ = MDC.putCloseable("traceId", "' or 1=1")) {
            assertThat(TraceParent.current(SALT)).isNull();
        }
    }

    @Test
    void goesOnDuringTheWorkForARecordAndNotAfterIt() {
        TraceParent.during(
                WHOLE, () -> assertThat(TraceParent.current(new UUID(0, 0))).isEqualTo(WHOLE));
        assertThat(TraceParent.current(SALT)).isNull();
    }
}
