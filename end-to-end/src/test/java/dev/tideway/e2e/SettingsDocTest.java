package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What operators read of settings is what the services know. */
class SettingsDocTest {
    private static final String MARK = "<!-- From here on made by SettingsDocTest. -->\n";

    private final Path root = Path.of(System.getProperty("tideway.root"));

    @Test
    void theTableSaysWhatTheSourcesSay() throws IOException {
        Path committed = root.resolve("docs/settings.md");
        String text = Files.readString(committed);
        String written = text.substring(0, text.indexOf(MARK) + MARK.length());
        String present = written + new SettingsTable(root).markdown();
        if (Boolean.getBoolean("tideway.settings.write")) {
            Files.writeString(committed, present);
        }

        assertThat(present)
                .as("the settings are not what docs/settings.md says. Write it anew, and look at the difference:"
                        + " mvn test -pl end-to-end -am -Dtest=SettingsDocTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dtideway.settings.write=true")
                .isEqualTo(Files.readString(committed));
    }
}
