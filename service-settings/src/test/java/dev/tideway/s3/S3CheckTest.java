package dev.tideway.s3;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.settings.BadSettingException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3CheckTest {
    private static S3Config with(String name, String value) {
        return new SmallRyeConfigBuilder()
                .withMapping(S3Config.class)
                .withConverter(Duration.class, 100, text -> Duration.parse("PT" + text))
                .withDefaultValue("tideway.s3.access-key", "key")
                .withDefaultValue("tideway.s3.secret-key", "secret")
                .withDefaultValue(name, value)
                .build()
                .getConfigMapping(S3Config.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:9000", "https://s3.eu-central-1.amazonaws.com", "http://10.0.0.7"})
    void startsWithAnAddress(String url) {
        assertThatCode(() -> new S3Check(with("tideway.s3.url", url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "tideway.s3.url, localhost:9000, is no address",
        "tideway.s3.url, s3.example.com, is no address",
        "tideway.s3.url, ftp://s3.example.com, is no address",
        "tideway.s3.url, http://, is no address",
        "tideway.s3.upload-url, uploads, is no address",
        "tideway.s3.private-bucket, tideway-public, is the public one"
    })
    void saysWhatIsWrongAndWhatToDo(String setting, String value, String wrong) {
        S3Config config = with(setting, value);

        assertThatThrownBy(() -> new S3Check(config))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContainingAll(setting, wrong, value, "Recommended action");
    }
}
