package dev.tideway.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
    private static final String SHA256 = "ab".repeat(32);
    private static final String OFFER = "{\"ios\":{\"2.1.0\":{\"3\":{\"date\":20261121,\"url\":\"http://x/p.zip\","
            + "\"size\":1244825,\"sha256\":\"" + SHA256 + "\",\"mandatory\":true}}}}";

    private final RemoteEnd remote = new RemoteEnd();

    @AfterEach
    void stop() {
        remote.close();
    }

    private Run check(String... more) {
        List<Object> arguments = new ArrayList<>(List.of("check", "--project", "shop", "--catalog-url", remote.url()));
        arguments.addAll(List.of(more));
        return Run.tideway(arguments.toArray());
    }

    @Test
    void tellsWhatWouldBeInstalled() {
        remote.on("GET /checkUpdate", 200, OFFER);

        Run run = check("--os=ios", "--app-version=2.1.0", "--build-type=beta", "--my-update-number=2");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "ios 2.1.0: update 3 would be installed, mandatory, of 20261121, 1244825 bytes.",
                        "  http://x/p.zip",
                        "  sha256 " + SHA256);
        assertThat(remote.lines())
                .containsExactly("GET /checkUpdate?project_id=shop&os=ios&app_version=2.1.0&build_type=beta"
                        + "&my_update_number=2");
    }

    @ParameterizedTest
    @CsvSource({"3,installed already", "4,ignored", "2,would be installed", "'',would be installed"})
    void comparesWithWhatIsInstalledAsTheStockPluginDoes(String installed, String words) {
        remote.on("GET /checkUpdate", 200, OFFER);

        assertThat(check("--my-update-number=" + installed).out()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"{\"ios\":{\"2.1.0\":{}}}", "{\"ios\":{\"2.1.0\":{\"0\":{}}}}", "{}"})
    void saysWhenNothingIsOffered(String answer) {
        remote.on("GET /checkUpdate", 200, answer);

        Run run = check();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsIgnoringCase("nothing is offered");
    }

    @Test
    void printsTheAnswerAsItCame() {
        String odd = "{ \"ios\" : { } }";
        remote.on("GET /checkUpdate", 200, odd);

        assertThat(check("--json").out().strip()).isEqualTo(odd);
    }

    @Test
    void showsTheDetailOfAProblem() {
        remote.on("GET /checkUpdate", 404, "{\"title\":\"Unknown project\",\"detail\":\"There is no project shop.\"}");

        Run run = check("--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).isEqualTo("There is no project shop.");
    }
}
