package dev.parley.gateway.frame;

/// A client's frame is no frame of `parley.v1`. Thrown without a stack trace: it is the client's mistake, not ours.
public final class NotUnderstood extends Exception {
    NotUnderstood(String message) {
        super(message, null, false, false);
    }
}
