package dev.tideway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class TidewayTest {
    @TempDir
    Path folder;

    @Command(name = "up")
    static final class Up implements Runnable {
        @Option(names = "--wait")
        Duration wait;

        @Override
        public void run() {
            if (wait != null) {
                throw new IllegalStateException("waits " + wait.toSeconds());
            }
        }
    }

    @Test
    void namesEveryVerbInItsHelp() {
        Run help = Run.tideway("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("publish", "status", "check", "download", "token");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void helpOfEveryVerbTellsItsExitCodes() {
        assertThat(Run.tideway("publish", "--help").out()).contains("3   rejected, failed or superseded");
        assertThat(Run.tideway("status", "--help").out()).contains("2   wrong use");
    }

    @Test
    void helpIsAVerbToo() {
        Run all = Run.tideway("help");
        assertThat(all.exitCode()).isZero();
        assertThat(all.out()).isEqualTo(Run.tideway("--help").out()).contains("publish", "help");

        Run one = Run.tideway("help", "publish");
        assertThat(one.exitCode()).isZero();
        assertThat(one.out()).isEqualTo(Run.tideway("publish", "--help").out()).contains("--app-version");
    }

    @Test
    void takesVerbsOfOtherModulesAndSetsThemUpAlike() {
        Run run = Run.of(Tideway.commandLine(new Up()), "up", "--wait", "2m");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("waits 120").doesNotContain("\tat ");
    }

    @Test
    void showsWhereAnErrorAroseWhenAsked() {
        Run run = Run.of(Tideway.commandLine(new Up()), "up", "--wait", "2m", "--stacktrace");

        assertThat(run.err()).contains("\tat ");
    }

    @Test
    void wrongUseIsOneLineAndWhereToReadOn() {
        Run run = Run.tideway("status", "ci-1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactly("Missing required option: '--project=ID'", "Try: tideway status --help");
    }

    @Test
    void aNameThatBreaksARuleIsToldByItsOption() {
        Run run = Run.tideway("publish", folder, "--project", "a/b", "--os", "ios", "--app-version", "1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("--project must be 1 to 64");
    }

    @Test
    void saysWhatToSetWhenNothingTellsWhereTheServicesAre() {
        Run run = Run.tideway("check", "--project", "shop", "--data", folder, "--catalog-url", "");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("--catalog-url", "TIDEWAY_CATALOG_URL", "./tideway up");
    }

    @Test
    void aServerThatIsAwayIsAnErrorOfOneLine() {
        Run run = Run.tideway("check", "--project", "shop", "--catalog-url", "http://localhost:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).startsWith("No answer from http://localhost:1 (cannot connect)");
    }
}
