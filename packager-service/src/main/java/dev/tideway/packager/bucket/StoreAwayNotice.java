package dev.tideway.packager.bucket;

import io.micrometer.core.instrument.Metrics;
import io.smallrye.faulttolerance.api.BeforeRetryHandler;
import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.jboss.logging.Logger;

/** Says and counts that S3 is waited for; made by the library, so it takes nothing. */
public final class StoreAwayNotice implements BeforeRetryHandler {
    private static final Logger LOG = Logger.getLogger(StoreAwayNotice.class);

    @Override
    public void handle(ExecutionContext context) {
        Metrics.counter("tideway.packager.waits", "for", "s3").increment();
        LOG.warn("S3 is away, the builds that need it wait for it");
    }
}
