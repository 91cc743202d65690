package dev.parley.gateway.identity;

/// A token that proves nothing. The message is for our logs: the caller only hears "not authenticated".
public final class InvalidToken extends Exception {
    InvalidToken(String message) {
        super(message, null, false, false);
    }
}
