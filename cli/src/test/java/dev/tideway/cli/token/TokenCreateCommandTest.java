package dev.tideway.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.cli.Run;
import dev.tideway.cli.data.DataFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCreateCommandTest {
    @TempDir
    Path folder;

    @Test
    void printsTheTokenAlone() throws Exception {
        SigningKey.create(new DataFolder(folder).signingKey());

        Run run = Run.tideway(
                "token", "create", "--role", "publisher", "--project", "shop", "--project", "news", "--data", folder);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aLifeThatIsTooLongIsWrongUse() throws Exception {
        SigningKey.create(new DataFolder(folder).signingKey());

        Run run = Run.tideway("token", "create", "--role", "admin", "--lifetime", "91d", "--data", folder);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("90d");
    }

    @Test
    void makesNoKeyByItself() {
        Run run = Run.tideway("token", "create", "--role", "admin", "--data", folder);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("signing-key.jwk", "./tideway up");
        assertThat(folder).isEmptyDirectory();
    }
}
