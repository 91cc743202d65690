package dev.parley.gateway.frame;

/// Why the gateway ends a socket; the numbers are part of the contract.
public enum CloseCode {
    NORMAL(1000, "bye", "You closed, and this is the answer."),
    NOT_UNDERSTOOD(4400, "not understood", "The client is wrong: do not send the same again."),
    NOT_AUTHENTICATED(4401, "not authenticated or token expired", "Get a fresh token, connect again and sync."),
    ORIGIN_REFUSED(4403, "origin refused", "Have the origin allowed; the handshake itself is refused with 403."),
    NO_FIRST_FRAME(4408, "no authentication in time", "Authenticate with the first frame or at the handshake."),
    TOO_SLOW(4409, "too slow: reconnect and resume", "Connect again and sync: nothing is lost."),
    DRAINING(4410, "server draining: reconnect", "Connect again, elsewhere or in a moment, and sync."),
    FRAME_TOO_LARGE(4413, "frame too large", "The client is wrong: send less at once."),
    TOO_MANY(4429, "too many frames or connections", "Wait, then connect again; close what you do not need.");

    private final int number;
    private final String reason;
    private final String remedy;

    CloseCode(int number, String reason, String remedy) {
        this.number = number;
        this.reason = reason;
        this.remedy = remedy;
    }

    public int number() {
        return number;
    }

    public String reason() {
        return reason;
    }

    /// What the client does then.
    public String remedy() {
        return remedy;
    }
}
