package dev.tideway.catalog.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.settings.BadSettingException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresCheckTest {
    private static PostgresConfig with(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "tideway.postgres.address", "localhost:5432",
                "tideway.postgres.database", "tideway",
                "tideway.postgres.username", "tideway",
                "tideway.postgres.password", "secret",
                "tideway.postgres.ssl-mode", "disable"));
        settings.putAll(others);
        return new SmallRyeConfigBuilder()
                .withMapping(PostgresConfig.class)
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(PostgresConfig.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:5432", "db.example.com:5432", "[::1]:5432"})
    void startsWithHostAndPort(String address) {
        assertThatCode(() -> new PostgresCheck(with(Map.of("tideway.postgres.address", address))))
                .doesNotThrowAnyException();
    }

    @Test
    void startsWithCertificatesToVerifyWith() {
        var verified = with(Map.of(
                "tideway.postgres.ssl-mode", "verify-full",
                "tideway.postgres.trusted-certificates", "/etc/tideway/authority.pem"));

        assertThatCode(() -> new PostgresCheck(verified)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "tideway.postgres.address, localhost, host:port",
        "tideway.postgres.address, jdbc:postgresql://db:5432/tideway, without jdbc:",
        "tideway.postgres.ssl-mode, yes, verify-full",
        "tideway.postgres.ssl-mode, verify-full, in PEM"
    })
    void saysWhatIsWrongAndWhatToDo(String setting, String value, String action) {
        PostgresConfig config = with(Map.of(setting, value));

        assertThatThrownBy(() -> new PostgresCheck(config))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContainingAll("tideway.postgres", "Recommended action: ", action);
    }
}
