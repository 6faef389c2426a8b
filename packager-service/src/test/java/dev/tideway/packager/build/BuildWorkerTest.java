package dev.tideway.packager.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildSource;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BuildWorkerTest {
    @Test
    void aBuildThatIsGivenUpNamesItsSource() {
        BuildFailed archive = BuildWorker.givenUp(
                Workshop.build("shop", "1", BuildSource.archive("builds/shop/1/a"), null),
                4,
                new IOException("broken"));
        BuildFailed folder = BuildWorker.givenUp(
                Workshop.build("shop", "1", new BuildSource(null, "builds/shop/1/", null, null), null),
                4,
                new IOException("broken"));

        assertThat(archive.source()).isEqualTo("builds/shop/1/a");
        assertThat(folder.source()).isEqualTo("builds/shop/1/");
        assertThat(archive.reason().message()).contains("4 times");
    }
}
