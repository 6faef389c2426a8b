package dev.tideway.packager.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

class ActionsConfigTest {
    @Test
    void whatIsNotSetHasTheDocumentedDefault() {
        ActionsConfig config = config(Map.of());

        assertThat(config.updateJson().asLongValue()).isEqualTo(8L << 20);
        assertThat(config.keys().toRecord()).isEqualTo(Trees.KEYS);
    }

    @Test
    void everyNameCanBeTurned() {
        ActionsConfig config = config(Map.of(
                "tideway.packager.actions.keys.do-nothing", "Keep", "tideway.packager.actions.keys.from", "old"));

        assertThat(config.keys().toRecord())
                .isEqualTo(new ActionKeys("Keep", "CopyAndMove", "DeleteFiles", "DeleteFolders", "old", "to"));
    }

    @Test
    void namesThatCannotBeToldApartAreRefused() {
        ActionsConfig.Keys twice = config(Map.of("tideway.packager.actions.keys.do-nothing", "AddOrUpdate"))
                .keys();
        ActionsConfig.Keys inAMove =
                config(Map.of("tideway.packager.actions.keys.from", "to")).keys();

        assertThatThrownBy(twice::toRecord).hasMessageContaining("tideway.packager.actions.keys");
        assertThatThrownBy(inAMove::toRecord).hasMessageContaining("must differ");
    }

    static ActionsConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(ActionsConfig.class)
                .withConverters(new Converter<?>[] {new MemorySizeConverter()})
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(ActionsConfig.class);
    }
}
