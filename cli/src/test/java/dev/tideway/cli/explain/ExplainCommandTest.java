package dev.tideway.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
    private static final String EXPLAINED = """
            {"summary":["The device is told of update 2."],"takes":"2","left_out":0,
             "releases":[{"release_id":"17","update_number":"2","os":"ios","app_version":"2.1.0","channel":"release",
               "state":"offered","rollout":1000,"told":true,"reason":"told","why":"It is the newest."},
              {"release_id":"18","os":"ios","app_version":"2.1.0","channel":"release",
               "state":"held","rollout":100,"told":false,"reason":"held","why":"It waits for approval."}]}""";
    private static final String SIMULATED = """
            {"summary":["It would be done, and devices would be told something else."],
             "devices":[{"words":"Devices with the stock plugin on ios 2.1.0: they would be told of update 1."}],
             "releases":[]}""";

    private final RemoteEnd remote = new RemoteEnd();

    @AfterEach
    void stop() {
        remote.close();
    }

    private Run tideway(String... words) {
        List<Object> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--project", "shop", "--catalog-url", remote.url(), "--token", "secret"));
        return Run.tideway(arguments.toArray());
    }

    @Test
    void explainsInATableForPeople() {
        remote.on("GET /api/v1/projects/shop/explain", 200, EXPLAINED);

        Run run = tideway("explain", "--os=ios", "--app-version=2.1.0+1", "--client", "--cohort=7");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "The device is told of update 2.",
                        "",
                        "TOLD  UPDATE  RELEASE  OS   APP VERSION  CHANNEL  STATE    ROLLOUT  WHY",
                        "yes   2       17       ios  2.1.0        release  offered  100%     It is the newest.",
                        "no    -       18       ios  2.1.0        release  held     10%      It waits for approval.");
        assertThat(remote.lines())
                .containsExactly("GET /api/v1/projects/shop/explain?os=ios&app_version=2.1.0%2B1&client=1&cohort=7");
    }

    @Test
    void explainsInOneObjectForPrograms() throws IOException {
        remote.on("GET /api/v1/projects/shop/explain", 200, EXPLAINED);

        Run run = tideway("explain", "--json");

        assertThat(new ObjectMapper().readTree(run.out()).path("takes").asText())
                .isEqualTo("2");
    }

    @Test
    void simulatesAChangeWithWhatItsVerbTakes() throws IOException {
        remote.on("POST /api/v1/projects/shop/simulate", 200, SIMULATED);

        Run run = tideway("simulate", "rollout", "17", "--rollout=10%");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "It would be done, and devices would be told something else.",
                        "  Devices with the stock plugin on ios 2.1.0: they would be told of update 1.");
        assertThat(new ObjectMapper()
                        .readTree(remote.received("POST")
                                .findFirst()
                                .orElseThrow()
                                .text()))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"action\":\"rollout\",\"release_id\":\"17\",\"change\":{\"rollout\":100}}"));
    }

    @Test
    void aRolloutWithoutAShareIsWrongUse() {
        Run run = tideway("simulate", "rollout", "17");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--rollout");
        assertThat(tideway("simulate", "explode", "17").exitCode()).isEqualTo(2);
        assertThat(tideway("simulate", "pause", "seventeen").exitCode()).isEqualTo(2);
    }
}
