package dev.tideway.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.catalog.database.PostgresConfig;
import dev.tideway.protocol.InvalidValueException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class MessageHandlingTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ConsumerRecord<String, byte[]> MESSAGE =
            new ConsumerRecord<>("packages", 0, 0, "shop", new byte[0]);

    private final AtomicInteger tries = new AtomicInteger();
    private final MessageHandling handling = new MessageHandling(
            new SmallRyeConfigBuilder()
                    .withMapping(PostgresConfig.class)
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .withDefaultValue("tideway.postgres.address", "localhost:5432")
                    .withDefaultValue("tideway.postgres.database", "tideway")
                    .withDefaultValue("tideway.postgres.username", "tideway")
                    .withDefaultValue("tideway.postgres.password", "tideway")
                    .withDefaultValue("tideway.postgres.longest-pause", "200ms")
                    .build()
                    .getConfigMapping(PostgresConfig.class),
            new SimpleMeterRegistry());

    @Test
    void whatFailsForOneMessageAloneIsGivenUpAfterAFewTries() {
        Uni<Void> handled = handling.untilHandled(MESSAGE, () -> {
            tries.incrementAndGet();
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> handled.await().atMost(PATIENCE))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("a bug");
        assertThat(tries).hasValue(6);
    }

    @Test
    void whatIsAwayIsWaitedForHoweverLongItTakes() {
        Uni<Void> handled = handling.untilHandled(
                MESSAGE,
                () -> tries.incrementAndGet() <= 20
                        ? Uni.createFrom().failure(new KafkaException("away"))
                        : Uni.createFrom().voidItem());

        handled.await().atMost(PATIENCE);

        assertThat(tries).hasValue(21);
    }
}
