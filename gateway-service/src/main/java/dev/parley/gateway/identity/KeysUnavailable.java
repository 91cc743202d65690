package dev.parley.gateway.identity;

/// The key set cannot be reached and the key is not known yet: the token may be good, nobody can tell.
public final class KeysUnavailable extends Exception {
    KeysUnavailable() {
        super("the issuer's key set cannot be reached", null, false, false);
    }
}
