package dev.tideway.bench.delivery;

import dev.tideway.bench.stack.Http;
import dev.tideway.bench.stack.Pause;
import dev.tideway.bench.stack.Service;
import java.net.URI;

/** Brings packages onto the service's disk. */
final class Warming {
    private static final int MOST_ATTEMPTS = 200;

    private Warming() {}

    /** Returns when answers no longer make the service read from S3: then a request costs it as little as it can. */
    static void untilOnDisk(Service delivery, SamplePackage one) {
        URI address = delivery.address().resolve(one.path());
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            double before = hits(delivery);
            Http.getOk(address);
            if (hits(delivery) > before) {
                return;
            }
            Pause.milliseconds(100);
        }
        throw new IllegalStateException(one.path() + " did not come onto the service's disk.");
    }

    private static double hits(Service delivery) {
        String metrics =
                new String(Http.getOk(delivery.address().resolve("/q/metrics")).body());
        return metrics.lines()
                .filter(line -> line.startsWith("tideway_delivery_cache_hits_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
