package dev.parley.gateway.session;

/// How many frames a client may still send: a bucket that fills at a steady rate.
final class Allowance {
    private final int perSecond;
    private final int burst;
    private double left;
    private long since;

    Allowance(int perSecond, int burst, long nowMillis) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.since = nowMillis;
    }

    boolean take(long nowMillis) {
        left = Math.min(burst, left + Math.max(0, nowMillis - since) * perSecond / 1_000.0);
        since = nowMillis;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
