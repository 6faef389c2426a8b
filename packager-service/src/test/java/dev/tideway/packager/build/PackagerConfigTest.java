package dev.tideway.packager.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.packager.source.SourceLimits;
import dev.tideway.settings.BadSettingException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackagerConfigTest {
    @Test
    void whatIsNotSetHasTheDocumentedDefault() {
        PackagerConfig config = config(Map.of());

        assertThat(config.slots()).isEqualTo(4);
        assertThat(config.waitingPerPartition()).isEqualTo(500);
        assertThat(config.instanceId()).isEmpty();
        assertThat(config.attempts()).isEqualTo(4);
        assertThat(config.shutdownTime()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.limits().toRecord())
                .isEqualTo(new SourceLimits(
                        2L << 30,
                        4L << 30,
                        100_000,
                        1L << 30,
                        512,
                        16L << 20,
                        32,
                        200,
                        100,
                        Duration.ofMinutes(30),
                        100));
    }

    @Test
    void everyLimitCanBeTurned() {
        PackagerConfig config = config(Map.of(
                "tideway.packager.slots", "1",
                "tideway.packager.limits.archive", "5M",
                "tideway.packager.limits.time", "90s"));

        assertThat(config.slots()).isEqualTo(1);
        assertThat(config.limits().toRecord().archiveBytes()).isEqualTo(5L << 20);
        assertThat(config.limits().toRecord().time()).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({
        "tideway.packager.slots, 0",
        "tideway.packager.attempts, -1",
        "tideway.packager.limits.entries, 0",
        "tideway.packager.limits.archive, 0",
        "tideway.packager.limits.time, 0s"
    })
    void nothingStartsWithWhatNoBuildCouldBePackedWith(String setting, String value) {
        PackagerConfig config = config(Map.of(setting, value));

        assertThatThrownBy(() -> new PackagerCheck(config))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContainingAll(setting, "Recommended action: ");
    }

    @Test
    void theDefaultsStart() {
        assertThatCode(() -> new PackagerCheck(config(Map.of()))).doesNotThrowAnyException();
    }

    static PackagerConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(PackagerConfig.class)
                .withConverters(
                        new Converter<?>[] {new MemorySizeConverter(), new DurationConverter(), new PathConverter()})
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(PackagerConfig.class);
    }
}
