package dev.tideway.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.cli.Run;
import dev.tideway.cli.data.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeyCommandTest {
    @TempDir
    Path folder;

    @Test
    void makesAKeyThatTokensAreMadeWith() throws Exception {
        Run made = Run.tideway("token", "key", "--data", folder);

        assertThat(made.exitCode()).isZero();
        Path jwks = Path.of(made.out().strip());
        assertThat(Files.readString(jwks)).contains("\"keys\"").doesNotContain("\"d\"");
        assertThat(Run.tideway("token", "create", "--role", "admin", "--data", folder)
                        .exitCode())
                .isZero();
    }

    @Test
    void neverReplacesAKey() throws Exception {
        Run.tideway("token", "key", "--data", folder);
        String before = Files.readString(new DataFolder(folder).signingKey());

        Run again = Run.tideway("token", "key", "--data", folder);

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("already");
        assertThat(Files.readString(new DataFolder(folder).signingKey())).isEqualTo(before);
    }
}
