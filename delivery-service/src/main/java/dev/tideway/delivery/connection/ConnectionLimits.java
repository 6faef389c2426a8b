package dev.tideway.delivery.connection;

/**
 * {@link ConnectionConfig} as it is compared with.
 *
 * @param connections at once
 */
record ConnectionLimits(
        int connections, long headNanos, long answerNanos, long idleNanos, long graceNanos, double leastBytesPerNano) {
    private static final double NANOS = 1e9;

    static ConnectionLimits of(ConnectionConfig config) {
        return new ConnectionLimits(
                config.max(),
                config.headTimeout().toNanos(),
                config.answerTimeout().toNanos(),
                config.idleTimeout().toNanos(),
                config.rateGrace().toNanos(),
                config.leastRate().asLongValue() / NANOS);
    }

    /** How often a connection is looked at: nothing is noticed later than twice its limit. */
    long tickNanos() {
        return Math.min(Math.min(headNanos, graceNanos), Math.min(answerNanos, idleNanos));
    }

    /** @param waitedNanos for how long bytes have waited for the device */
    boolean isTooFew(long taken, long waitedNanos) {
        return taken < leastBytesPerNano * (waitedNanos - graceNanos);
    }
}
