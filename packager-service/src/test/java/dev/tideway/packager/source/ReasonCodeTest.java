package dev.tideway.packager.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonCodeTest {
    @ParameterizedTest
    @EnumSource
    void isExplainedInTheDocumentation(ReasonCode code) throws IOException {
        Path docs = Path.of(System.getProperty("tideway.root"), "docs", "packager.md");

        assertThat(Files.readString(docs)).contains("| `" + code + "` |");
    }
}
