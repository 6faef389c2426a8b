package dev.tideway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tideway.s3.S3Config;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartFailureTest {
    private static SmallRyeConfigBuilder settings() {
        return new SmallRyeConfigBuilder()
                .withMapping(S3Config.class)
                .withConverter(Duration.class, 100, text -> Duration.parse("PT" + text));
    }

    @Test
    void namesEverySettingThatIsMissing() {
        Throwable failure = catchThrowable(() -> settings().build());

        assertThat(StartFailure.actions(new RuntimeException("Failed to start quarkus", failure)))
                .hasSize(2)
                .anySatisfy(action -> assertThat(action)
                        .contains("tideway.s3.access-key", "TIDEWAY_S3_ACCESS_KEY", "docs/settings.md"))
                .anySatisfy(action -> assertThat(action).contains("TIDEWAY_S3_SECRET_KEY"));
    }

    @Test
    void namesASettingThatIsMalformed() {
        Throwable failure = catchThrowable(() -> settings()
                .withDefaultValue("tideway.s3.access-key", "key")
                .withDefaultValue("tideway.s3.secret-key", "secret")
                .withDefaultValue("tideway.s3.max-requests", "many")
                .build());

        assertThat(StartFailure.actions(failure)).singleElement().asString().contains("tideway.s3.max-requests");
    }

    @Test
    void repeatsWhatACheckRecommends() {
        var failure = new BadSettingException("tideway.s3.url", "is no address: x", "name it as https://host:port");

        assertThat(failure)
                .hasMessage("tideway.s3.url is no address: x. Recommended action: name it as https://host:port.");
        assertThat(StartFailure.actions(new RuntimeException(failure))).containsExactly("name it as https://host:port");
    }

    @Test
    void saysNothingOfWhatItDoesNotKnow() {
        assertThat(StartFailure.actions(new IllegalStateException("the port is taken")))
                .isEmpty();
        assertThat(StartFailure.actions(null)).isEmpty();
    }
}
