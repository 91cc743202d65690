package dev.parley.gateway.backend;

/// A 503 that is no problem of the service's: its container, which ends, or a proxy spoke, and the service did not get
/// the request.
public final class ReplicaClosing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReplicaClosing() {
        super("takes no more requests", null, false, false);
    }
}
