package dev.tideway.cli.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverCommandTest {
    private static final String REPORT = """
            {"project_id":"%s","dry_run":%s,"revision":3,"new_revision":12,"deleted":false,
             "numbers":[{"os":"ios","app_version":"2.1.0","last_given":"7"}],
             "releases":[{"what":"imported","os":"ios","app_version":"2.1.0","channel":"release","update_number":"7",
              "state":"withdrawn","rollout":1000,"package":"abc"}]}""";

    @TempDir
    Path folder;

    private final RemoteEnd remote = new RemoteEnd();

    @AfterEach
    void stop() {
        remote.close();
    }

    private Run recover(Object... words) {
        List<Object> arguments = new ArrayList<>(List.of("recover"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--catalog-url", remote.url(), "--token", "secret", "--data", folder.resolve("none")));
        return Run.tideway(arguments.toArray());
    }

    private void outdated(String... projects) {
        StringBuilder list = new StringBuilder();
        for (String project : projects) {
            list.append(list.isEmpty() ? "" : ",").append("{\"project_id\":\"" + project + "\"}");
            remote.on(
                    "POST /api/v1/projects/" + project + "/recover",
                    (exchange, request) -> RemoteEnd.send(
                            exchange,
                            200,
                            REPORT.formatted(project, request.text().contains("true"))));
        }
        remote.on("GET /api/v1/outdated-projects", 200, "{\"projects\":[" + list + "]}");
    }

    @Test
    void recoversEveryProjectThatIsOutdatedAndSaysWhatItDid() {
        outdated("shop", "bank");

        Run run = recover();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .contains(
                        "Recovered shop: revision 3 to 12",
                        "Recovered bank: revision 3 to 12",
                        "ios  2.1.0        7",
                        "imported  ios  2.1.0        release  7       withdrawn  abc");
        assertThat(remote.received("POST")).allSatisfy(r -> assertThat(r.text()).isEqualTo("{\"dry_run\":false}"));
    }

    @Test
    void aDryRunOfOneProjectSaysWhatWouldBeDone() throws Exception {
        outdated("shop");

        assertThat(recover("--project", "shop", "--dry-run").out()).startsWith("Would recover shop: revision 3 to 12");

        assertThat(remote.lines()).containsExactly("POST /api/v1/projects/shop/recover");
        assertThat(remote.received("POST").findFirst().orElseThrow().text()).isEqualTo("{\"dry_run\":true}");
        assertThat(new ObjectMapper()
                        .readTree(recover("--project", "shop", "--dry-run", "--json")
                                .out())
                        .path("projects"))
                .hasSize(1);
    }

    @Test
    void saysSoWhereNothingIsToBeDone() {
        outdated();

        Run run = recover();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("No project is outdated");
    }

    @Test
    void aProjectThatIsRefusedHoldsUpNoOtherAndWhatWasRecoveredIsTold() throws Exception {
        outdated("shop", "bank", "zoo");
        remote.on("POST /api/v1/projects/bank/recover", 409, "{\"detail\":\"There is nothing to recover.\"}");

        Run run = recover("--json");

        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode told = new ObjectMapper().readTree(run.out());
        assertThat(told.path("projects").findValuesAsText("project_id")).containsExactly("shop", "zoo");
        assertThat(told.path("refused").findValuesAsText("project_id")).containsExactly("bank");
        assertThat(run.err()).contains("bank: There is nothing to recover.");

        Run forPeople = recover();

        assertThat(forPeople.exitCode()).isEqualTo(1);
        assertThat(forPeople.out().lines())
                .contains("Recovered shop: revision 3 to 12", "Recovered zoo: revision 3 to 12");
        assertThat(forPeople.err()).contains("bank: There is nothing to recover.");
    }

    @Test
    void whatEveryProjectWouldBeRefusedForEndsItWithWhatWasRecoveredBefore() throws Exception {
        outdated("shop", "bank", "zoo");
        remote.on("POST /api/v1/projects/bank/recover", 403, "{\"detail\":\"The token does not allow this.\"}");

        Run run = recover("--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(run.out()).path("projects").findValuesAsText("project_id"))
                .containsExactly("shop");
        assertThat(run.err()).contains("The token does not allow this.");
        assertThat(remote.lines()).doesNotContain("POST /api/v1/projects/zoo/recover");
    }
}
