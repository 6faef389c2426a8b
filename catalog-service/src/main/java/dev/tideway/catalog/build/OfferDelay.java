package dev.tideway.catalog.build;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** How long builds take from their announcement to their offer, both by PostgreSQL's clock. */
@Startup
@Singleton
class OfferDelay {
    private final Timer delay;

    OfferDelay(MeterRegistry registry) {
        delay = Timer.builder("tideway.offer.delay")
                .description("From a build's announcement to its offer")
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(1800))
                .register(registry);
    }

    void measure(Build build, Instant offered) {
        Instant announced = build.announcedAt();
        if (announced != null) {
            delay.record(Duration.between(announced, offered));
        }
    }
}
