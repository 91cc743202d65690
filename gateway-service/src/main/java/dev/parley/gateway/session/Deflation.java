package dev.parley.gateway.session;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Whether a client and the gateway compress frames for each other: `permessage-deflate`, RFC 7692 §7.
///
/// Always without context takeover in both directions: a frame compressed once is the same for every socket, and no
/// socket has a compressor or a window of its own.
final class Deflation {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_FORGETS = "server_no_context_takeover";
    private static final String CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";
    private static final String WHOLE_WINDOW = "15";
    private static final int MOST_OFFERS = 16;

    /// What the gateway agrees to.
    static final String AGREED = NAME + "; " + SERVER_FORGETS + "; " + CLIENT_FORGETS;

    private Deflation() {}

    /// @param lines the values of `Sec-WebSocket-Extensions`
    /// @return whether one of the offers can be agreed to; what is not understood is declined, not refused
    static boolean isOffered(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", MOST_OFFERS)))
                .anyMatch(Deflation::isAcceptable);
    }

    private static boolean isAcceptable(String offer) {
        String[] parts = offer.split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase(NAME)) {
            return false;
        }
        Map<String, String> parameters = new HashMap<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            String[] pair = part.split("=", 2);
            String value = pair.length == 1 ? "" : unquoted(pair[1].strip());
            if (parameters.put(pair[0].strip().toLowerCase(Locale.ROOT), value) != null) {
                return false;
            }
        }
        return parameters.entrySet().stream().allMatch(each -> isAcceptable(each.getKey(), each.getValue()));
    }

    /// The JDK compresses with the whole window and no other.
    private static boolean isAcceptable(String name, String value) {
        return switch (name) {
            case SERVER_FORGETS, CLIENT_FORGETS -> value.isEmpty();
            case SERVER_BITS -> value.equals(WHOLE_WINDOW);
            case CLIENT_BITS -> value.isEmpty() || value.matches("[89]|1[0-5]");
            default -> false;
        };
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
