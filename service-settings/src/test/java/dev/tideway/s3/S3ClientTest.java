package dev.tideway.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client refuses to be made of; that it reaches servers, also by TLS, is shown by those who use it. */
class S3ClientTest {
    @TempDir
    Path folder;

    private static S3Config trusting(Path certificates) {
        return new SmallRyeConfigBuilder()
                .withMapping(S3Config.class)
                .withDefaultValue("tideway.s3.access-key", "key")
                .withDefaultValue("tideway.s3.secret-key", "secret")
                .withDefaultValue("tideway.s3.trusted-certificates", certificates.toString())
                .withConverter(java.time.Duration.class, 100, text -> java.time.Duration.parse("PT" + text))
                .build()
                .getConfigMapping(S3Config.class);
    }

    @Test
    void certificatesThatAreNotThereAreToldByName() {
        S3Config config = trusting(folder.resolve("none.pem"));

        assertThatThrownBy(() -> new S3Client().async(config))
                .hasMessageContainingAll("tideway.s3.trusted-certificates", "none.pem", "Recommended action");
    }

    @Test
    void aFileThatHoldsNoCertificateIsToldByName() throws IOException {
        S3Config config = trusting(Files.writeString(folder.resolve("wrong.pem"), "no certificate"));

        assertThatThrownBy(() -> new S3Client().blocking(config))
                .hasMessageContainingAll("tideway.s3.trusted-certificates", "wrong.pem", "Recommended action");
    }
}
