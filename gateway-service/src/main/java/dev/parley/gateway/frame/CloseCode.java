package dev.parley.gateway.frame;

/// Why the gateway ends a socket; the numbers are part of the contract.
public enum CloseCode {
    NORMAL(1000, "bye"),
    NOT_UNDERSTOOD(4400, "not understood"),
    NOT_AUTHENTICATED(4401, "not authenticated or token expired"),
    ORIGIN_REFUSED(4403, "origin refused"),
    NO_FIRST_FRAME(4408, "no authentication in time"),
    TOO_SLOW(4409, "too slow: reconnect and resume"),
    DRAINING(4410, "server draining: reconnect"),
    FRAME_TOO_LARGE(4413, "frame too large"),
    TOO_MANY(4429, "too many frames or connections");

    private final int number;
    private final String reason;

    CloseCode(int number, String reason) {
        this.number = number;
        this.reason = reason;
    }

    public int number() {
        return number;
    }

    public String reason() {
        return reason;
    }
}
