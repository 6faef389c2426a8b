package dev.tideway.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusCommandTest {
    private final RemoteEnd remote = new RemoteEnd();

    @AfterEach
    void stop() {
        remote.close();
    }

    private Run status(String... more) {
        Object[] arguments = new Object[7 + more.length];
        System.arraycopy(
                new Object[] {"status", "ci-1", "--project", "shop", "--token", "x", "--catalog-url=" + remote.url()},
                0,
                arguments,
                0,
                7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return Run.tideway(arguments);
    }

    @Test
    void tellsInWordsWhereABuildStands() {
        remote.on("GET /api/v1/projects/shop/builds/ci-1", 200, "{\"build_id\":\"ci-1\",\"state\":\"packaging\"}");

        Run run = status();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().strip()).isEqualTo("Build ci-1 is not decided yet; its state is packaging.");
        assertThat(remote.lines()).containsExactly("GET /api/v1/projects/shop/builds/ci-1");
    }

    @Test
    void answersWithZeroWhateverBecameOfIt() {
        remote.on("GET /api/v1/projects/shop/builds/ci-1", 200, "{\"build_id\":\"ci-1\",\"state\":\"rejected\"}");

        Run run = status("--json", "--os=ios");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().strip())
                .isEqualTo("{\"build_id\":\"ci-1\",\"state\":\"rejected\",\"update_number\":null,\"sha256\":null,"
                        + "\"reasons\":[]}");
        assertThat(remote.lines()).containsExactly("GET /api/v1/projects/shop/builds/ci-1?os=ios");
    }

    @Test
    void passesOnWhatTheCatalogSaysOfAnUnknownBuild() {
        remote.on("GET /api/v1/projects/shop/builds/ci-1", 404, "{\"detail\":\"shop has no build ci-1.\"}");

        Run run = status();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip()).isEqualTo("shop has no build ci-1.");
    }
}
