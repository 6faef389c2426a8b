package dev.tideway.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.RemoteEnd.Received;
import dev.tideway.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasesCommandTest {
    private static final String PATH = "/api/v1/projects/shop/releases/17";

    @TempDir
    Path folder;

    private final RemoteEnd remote = new RemoteEnd();

    @BeforeEach
    void aReleaseThatIsOffered() {
        remote.on("GET " + PATH, (exchange, request) -> {
            exchange.getResponseHeaders().set("ETag", "\"17-3\"");
            RemoteEnd.send(exchange, 200, release("offered"));
        });
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    private static String release(String state) {
        return """
                {"release_id":"17","os":"ios","app_version":"2.1.0","channel":"release","update_number":"3",
                 "state":"%s","rollout":100,"mandatory":true,"date":20261125,"build_id":"ci-1"}""".formatted(state);
    }

    private Run tideway(Object... words) {
        List<Object> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--project", "shop", "--catalog-url", remote.url(), "--token", "secret"));
        arguments.addAll(List.of("--data", folder.resolve("none")));
        return Run.tideway(arguments.toArray());
    }

    private JsonNode sent(String method) throws IOException {
        return json(remote.received(method).reduce((a, b) -> b).orElseThrow().text());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offer", "approve", "decline", "pause", "resume", "withdraw", "purge"})
    void changesWhatItReadBefore(String verb) {
        remote.on("POST " + PATH + "/" + verb, 200, release("paused"));

        Run run = tideway("releases", verb, "17");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualToIgnoringNewLines(
                        "Release 17, update 3 for ios 2.1.0 on channel release, is paused for 10% of devices.");
        assertThat(remote.lines()).containsExactly("GET " + PATH, "POST " + PATH + "/" + verb);
        assertThat(remote.received("POST")).allSatisfy(r -> {
            assertThat(r.headers().get("If-match")).containsExactly("\"17-3\"");
            assertThat(r.headers().get("Authorization")).containsExactly("Bearer secret");
        });
    }

    @Test
    void tellsWhyTheCatalogRefuses() {
        remote.on("POST " + PATH + "/purge", 409, """
                {"title":"Its state does not allow this","status":409,
                 "detail":"Only a withdrawn release can be purged; this one is offered."}""");

        Run run = tideway("releases", "purge", "17");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("Only a withdrawn release can be purged; this one is offered.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void listsWhatElseNeedsTheBytesBeforeItPurgesThem() {
        remote.on("GET " + PATH + "/referrers", 200, """
                        {"package":"%s","referrers":[{"project_id":"other","release_id":"8","os":"ios","app_version":"2.0",
                         "channel":"beta","update_number":"4","state":"offered"}]}""".formatted("0".repeat(64)))
                .on("POST " + PATH + "/purge", 200, release("purged"));

        Run run = tideway("releases", "purge", "17", "--bytes", "--confirm");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("is needed by 1 more", "other    8        ios  2.0          beta     4       offered");
        assertThat(remote.lines())
                .containsExactly(
                        "GET " + PATH + "/referrers",
                        "GET " + PATH,
                        "POST " + PATH + "/purge?bytes=true&confirmed=true");
    }

    @Test
    void rollsBackAndPromotesAsItIsTold() throws Exception {
        remote.on("POST " + PATH + "/rollback", 201, release("offered"))
                .on("POST " + PATH + "/promote", 201, release("offered"));

        assertThat(tideway("releases", "rollback", "17", "--to", "16", "--mandatory")
                        .exitCode())
                .isZero();
        assertThat(sent("POST")).isEqualTo(json("{\"to\":\"16\",\"mandatory\":true}"));

        assertThat(tideway("releases", "promote", "17", "--channel=release", "--rollout=5%", "--notes=x")
                        .exitCode())
                .isZero();
        assertThat(sent("POST"))
                .isEqualTo(json("{\"channel\":\"release\",\"rollout\":50,\"mandatory\":false,\"notes\":\"x\"}"));
    }

    @Test
    void setsWhatIsGivenAlone() throws Exception {
        remote.on("PATCH " + PATH, 200, release("offered"));

        Run run = tideway(
                "releases",
                "set",
                "17",
                "--no-mandatory",
                "--not-before=2026-12-01T06:00:00Z",
                "--min-plugin-version=");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sent("PATCH")).isEqualTo(json("""
                        {"mandatory":false,"not_before":"2026-12-01T06:00:00Z","min_plugin_version":""}"""));
    }

    @Test
    void listsOverSeveralPagesAsATableOrAsOneObject() throws Exception {
        remote.on(
                "GET /api/v1/projects/shop/releases",
                (exchange, request) -> RemoteEnd.send(
                        exchange,
                        200,
                        "{\"releases\":[" + release("offered") + "]"
                                + (request.target().contains("cursor=") ? "}" : ",\"next_cursor\":\"MTc\"}")));

        Run table = tideway("releases", "list", "--state", "offered");
        Run json = tideway("releases", "list", "--json");

        assertThat(table.out().lines())
                .containsExactly(
                        "ID  UPDATE  OS   APP VERSION  CHANNEL  STATE    ROLLOUT  MANDATORY  DATE      BUILD",
                        "17  3       ios  2.1.0        release  offered  10%      yes        20261125  ci-1",
                        "17  3       ios  2.1.0        release  offered  10%      yes        20261125  ci-1");
        assertThat(remote.lines())
                .startsWith(
                        "GET /api/v1/projects/shop/releases?state=offered&limit=50",
                        "GET /api/v1/projects/shop/releases?state=offered&limit=49&cursor=MTc");
        assertThat(json(json.out()).path("releases")).hasSize(2);
    }

    @Test
    void showsAllThatIsKnown() {
        Run run = tideway("releases", "show", "17");

        assertThat(run.out()).contains("update_number").contains("ci-1");
    }

    @Test
    void whatIsNoReleaseIsWrongUse() {
        Run run = tideway("releases", "pause", "newest");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("tideway releases list");
        assertThat(remote.lines()).isEmpty();
    }

    @Test
    void aRolloutIsSetInPercentOrCohorts() throws Exception {
        remote.on("PUT " + PATH + "/rollout", 200, release("offered"));

        assertThat(tideway("rollout", "set", "17", "10%").exitCode()).isZero();
        assertThat(sent("PUT")).isEqualTo(json("{\"rollout\":100}"));
        assertThat(tideway("rollout", "set", "17", "7").exitCode()).isZero();
        assertThat(sent("PUT")).isEqualTo(json("{\"rollout\":7}"));
        assertThat(tideway("rollout", "set", "17", "101%").exitCode()).isEqualTo(2);
        assertThat(tideway("rollout", "set", "17", "0").err()).contains("write 10%");
    }

    @Test
    void aRolloutIsScheduledInSteps() throws Exception {
        remote.on("PUT " + PATH + "/rollout", 200, release("offered"));

        assertThat(tideway("rollout", "schedule", "17", "1%:1h,10%:1d,100%").exitCode())
                .isZero();

        assertThat(sent("PUT")).isEqualTo(json("""
                {"schedule":[{"rollout":10,"hold":"PT1H"},{"rollout":100,"hold":"PT24H"},{"rollout":1000}]}"""));
        Run wrong = tideway("rollout", "schedule", "17", "1%:soon,100%");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("1%:1h,10%:1d,100%");
    }

    @Test
    void aRolloutIsShownWithItsSteps() {
        remote.on("GET " + PATH, 200, release("offered").replace("\"mandatory\"", """
                "rollout_schedule":[{"rollout":100,"hold":"PT24H"},{"rollout":1000}],
                "next_step_at":"2026-11-26T12:00:00Z","mandatory\""""));

        assertThat(tideway("rollout", "show", "17").out().lines())
                .containsExactly(
                        "Release 17, update 3 for ios 2.1.0 on channel release, is offered for 10% of devices.",
                        "  now 10% of devices for 1d, until 2026-11-26T12:00:00Z", "  then all devices");
    }

    @Test
    void theAuditLogIsShownAsATable() {
        remote.on("GET /api/v1/projects/shop/audit", 200, """
                {"entries":[{"id":"1","at":"2026-11-25T12:00:00Z","who":"ann","action":"release.paused",
                 "subject":"release 17","before":{"state":"offered"},"after":{"state":"paused"}}]}""");

        Run run = tideway("audit", "--release", "17");

        assertThat(run.out())
                .contains("ann  release.paused  release 17  {\"state\":\"offered\"}  {\"state\":\"paused\"}");
        assertThat(remote.lines()).containsExactly("GET /api/v1/projects/shop/audit?subject=release%2017&limit=50");
    }

    @Test
    void sendsNoTokenInItsAddress() {
        tideway("releases", "show", "17");

        assertThat(remote.received("GET").map(Received::target)).noneMatch(target -> target.contains("secret"));
    }
}
