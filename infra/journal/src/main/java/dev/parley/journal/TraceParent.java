package dev.parley.journal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// The W3C trace of the current work, as the logging context knows it: what ties a fact to the request it came from.
final class TraceParent {
    static final String MDC_TRACE = "traceId";
    static final String MDC_SPAN = "spanId";
    private static final String MDC_WHOLE = "traceparent";
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;
    private static final int SPAN_START = 36;
    private static final int LENGTH = 55;

    private TraceParent() {}

    /// @param salt gives the span id when only the trace is known
    static @Nullable String current(UUID salt) {
        String whole = MDC.get(MDC_WHOLE);
        if (whole != null && valid(whole)) {
            return whole;
        }
        String trace = MDC.get(MDC_TRACE);
        if (trace == null || !hex(trace, TRACE_DIGITS)) {
            return null;
        }
        String span = MDC.get(MDC_SPAN);
        String parent =
                span != null && hex(span, SPAN_DIGITS) ? span : "%016x".formatted(salt.getLeastSignificantBits());
        return "00-" + trace + "-" + parent + "-01";
    }

    /// Runs `work` as part of the trace that a record carries, so that the facts it appends belong to it too.
    static void during(@Nullable String traceParent, Runnable work) {
        if (traceParent == null || !valid(traceParent)) {
            work.run();
            return;
        }
        try (var _ = MDC.putCloseable(MDC_TRACE, traceParent.substring(3, 3 + TRACE_DIGITS));
                var _ = MDC.putCloseable(MDC_SPAN, traceParent.substring(SPAN_START, SPAN_START + SPAN_DIGITS))) {
            work.run();
        }
    }

    private static boolean valid(String text) {
        return text.length() == LENGTH
                && text.startsWith("00-")
                && text.charAt(SPAN_START - 1) == '-'
                && hex(text.substring(3, 3 + TRACE_DIGITS), TRACE_DIGITS)
                && hex(text.substring(SPAN_START, SPAN_START + SPAN_DIGITS), SPAN_DIGITS);
    }

    private static boolean hex(String text, int digits) {
        return text.length() == digits && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
