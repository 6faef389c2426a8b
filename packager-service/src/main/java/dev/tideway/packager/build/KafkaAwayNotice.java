package dev.tideway.packager.build;

import io.micrometer.core.instrument.Metrics;
import io.smallrye.faulttolerance.api.BeforeRetryHandler;
import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.jboss.logging.Logger;

/** Says and counts that Kafka is waited for; made by the library, so it takes nothing. */
public final class KafkaAwayNotice implements BeforeRetryHandler {
    private static final Logger LOG = Logger.getLogger(KafkaAwayNotice.class);

    @Override
    public void handle(ExecutionContext context) {
        Metrics.counter("tideway.packager.waits", "for", "kafka").increment();
        LOG.warn("Kafka is away, the builds that are done wait to be told");
    }
}
