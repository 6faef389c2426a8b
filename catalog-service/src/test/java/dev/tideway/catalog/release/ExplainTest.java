package dev.tideway.catalog.release;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class ExplainTest {
    private static final String DEVICE = "os=ios&app_version=2.1.0";

    @Inject
    MinioAsyncClient s3;

    @Test
    void everyReleaseSaysWhyADeviceIsToldOfItOrNot() {
        ReleaseDesk desk = new ReleaseDesk(s3, "explain");
        desk.offered("older");
        desk.offered("told");
        String paused = desk.offered("paused");
        desk.post(paused, "pause").statusCode(200);
        desk.offered("partial", false, 100);
        desk.publish("beta", "beta", false, 1000);
        desk.awaited("beta", "offered");
        desk.set("{\"approval\":\"required\"}").statusCode(200);
        desk.publish("held", "release", false, 1000);
        desk.awaited("held", "held");

        JsonPath explained = explain(desk, DEVICE);

        Map<String, String> reasons = reasons(explained);
        assertThat(reasons)
                .containsEntry("1", "newer_told")
                .containsEntry("2", "told")
                .containsEntry("3", "paused")
                .containsEntry("4", "partial_rollout")
                .containsEntry("5", "other_channel")
                .containsEntry("none", "held");
        assertThat(explained.getString("takes")).isEqualTo("2");
        assertThat(explained.getList("summary", String.class)).contains("The device is told of update 2.");
        assertThat(explained.getString("releases.find { it.update_number == '4' }.why"))
                .contains("10% of devices")
                .contains("cannot choose by cohort");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os=ios&app_version=2.1.0",
                "os=IOS&app_version=2.1.0&build_type=beta",
                "os=ios&app_version=2.1.0&client=1",
                "os=ios",
                "",
                "os=android&app_version=9&unknown=1"
            })
    void theAnswerThatIsExplainedIsTheOneThatIsServed(String device) {
        ReleaseDesk desk = new ReleaseDesk(s3, "agrees");
        desk.offered("a");
        desk.offered("b", true, 100);
        desk.publish("c", "beta", false, 1000);
        desk.awaited("c", "offered");
        desk.awaitPublished();

        String served = given().get("/checkUpdate?project_id=" + desk.project + (device.isEmpty() ? "" : "&" + device))
                .asString();
        JsonPath explained = explain(desk, device);

        assertThat(explained.getMap("answer")).isEqualTo(JsonPath.from(served).getMap(""));
        assertThat(explained.getLong("published_revision")).isEqualTo(explained.getLong("revision"));
    }

    @Test
    void aClientHearsWhichUpdateItsCohortTakes() {
        ReleaseDesk desk = new ReleaseDesk(s3, "cohort");
        desk.offered("a");
        desk.offered("b", false, 100);

        assertThat(explain(desk, DEVICE + "&client=1&cohort=100").getString("takes"))
                .isEqualTo("2");
        assertThat(explain(desk, DEVICE + "&client=1&cohort=101").getString("takes"))
                .isEqualTo("1");
        assertThat(explain(desk, DEVICE + "&my_update_number=7").getList("summary", String.class))
                .contains(
                        "The device is told of update 1. It has update 7, which is higher: a stock plugin ignores a lower"
                                + " number.");
    }

    @Test
    void whatADeviceWouldBeRefusedForIsRefused() {
        ReleaseDesk desk = new ReleaseDesk(s3, "refused");

        asAdmin()
                .get("/api/v1/projects/" + desk.project + "/explain?client=1&os=ios")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("app_version"))
                .body("detail", containsString("refused with 400"));
        asAdmin()
                .get("/api/v1/projects/" + desk.project + "/explain?cohort=1001")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("cohort"));
        asAdmin()
                .get("/api/v1/projects/" + desk.project + "/explain?project_id=another")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("project_id"));
    }

    @Test
    void aSimulatedChangeTellsWhoWouldSeeWhatAndChangesNothing() {
        ReleaseDesk desk = new ReleaseDesk(s3, "simulate");
        desk.offered("a");
        String newest = desk.offered("b");
        String seen = desk.etag(newest);

        JsonPath paused = simulate(desk, "{\"action\":\"pause\",\"release_id\":\"" + newest + "\"}");

        assertThat(paused.getList("devices.client")).containsExactly("stock", "tideway");
        assertThat(paused.getString("devices[0].before.update_number")).isEqualTo("2");
        assertThat(paused.getString("devices[0].after.update_number")).isEqualTo("1");
        assertThat(paused.getString("devices[0].words"))
                .isEqualTo("Devices with the stock plugin on ios 2.1.0, channel release: they are told of update 2 now,"
                        + " and would be told of update 1. Whoever has update 2 keeps it: devices never go down.");
        assertThat(paused.getString("releases[0].after")).isEqualTo("paused");
        assertThat(desk.etag(newest)).isEqualTo(seen);
        assertThat(desk.told()).containsOnlyKeys("2");
        assertThat(desk.audit(Map.of("action", "release.paused")).getList("entries"))
                .isEmpty();
    }

    @Test
    void aNarrowerRolloutIsSimulatedCohortByCohort() {
        ReleaseDesk desk = new ReleaseDesk(s3, "simulate-rollout");
        desk.offered("a");
        String newest = desk.offered("b", false, 500);

        JsonPath narrowed = simulate(
                desk, "{\"action\":\"rollout\",\"release_id\":\"" + newest + "\",\"change\":{\"rollout\":100}}");

        assertThat(narrowed.getList("devices.client")).containsExactly("tideway");
        assertThat(narrowed.getInt("devices[0].first_cohort")).isEqualTo(101);
        assertThat(narrowed.getInt("devices[0].last_cohort")).isEqualTo(500);
        assertThat(narrowed.getString("devices[0].share")).isEqualTo("40% of devices");
    }

    @Test
    void aSimulatedRollBackAndPromotionTakeNoNumber() {
        ReleaseDesk desk = new ReleaseDesk(s3, "simulate-back");
        desk.offered("a");
        String bad = desk.offered("b");

        JsonPath back = simulate(desk, "{\"action\":\"rollback\",\"release_id\":\"" + bad + "\"}");
        JsonPath promoted = simulate(
                desk, "{\"action\":\"promote\",\"release_id\":\"" + bad + "\",\"change\":{\"channel\":\"beta\"}}");

        assertThat(back.getString("devices.find { it.client == 'stock' }.after.update_number"))
                .isEqualTo("3");
        assertThat(promoted.getList("devices.channel", String.class)).containsOnly("beta");
        desk.post(bad, "rollback").statusCode(201).body("update_number", equalTo("3"));
        assertThat(desk.list("os=ios").getList("releases")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "approve", "purge"})
    void whatWouldBeRefusedIsRefusedInTheSimulationToo(String action) {
        ReleaseDesk desk = new ReleaseDesk(s3, "simulate-no");
        String only = desk.offered("a");

        asAdmin()
                .body("{\"action\":\"" + action + "\",\"release_id\":\"" + only + "\"}")
                .post("/api/v1/projects/" + desk.project + "/simulate")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:tideway:problem:wrong-state"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"action\":\"explode\",\"release_id\":\"1\"}",
                "{\"action\":\"pause\"}",
                "{\"action\":\"pause\",\"release_id\":\"x\"}",
                "{\"action\":\"rollout\",\"release_id\":\"1\",\"change\":{\"rollout\":0}}",
                "{\"action\":\"promote\",\"release_id\":\"1\",\"change\":{\"chanel\":\"beta\"}}"
            })
    void aPlanThatIsNoneIsRefused(String plan) {
        ReleaseDesk desk = new ReleaseDesk(s3, "simulate-bad");

        asAdmin()
                .body(plan)
                .post("/api/v1/projects/" + desk.project + "/simulate")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    private static JsonPath explain(ReleaseDesk desk, String device) {
        return asAdmin()
                .get("/api/v1/projects/" + desk.project + "/explain" + (device.isEmpty() ? "" : "?" + device))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath simulate(ReleaseDesk desk, String plan) {
        return asAdmin()
                .body(plan)
                .post("/api/v1/projects/" + desk.project + "/simulate")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** By update number; one that has none is {@code none}. */
    private static Map<String, String> reasons(JsonPath explained) {
        List<Map<String, Object>> releases = explained.getList("releases");
        return releases.stream()
                .collect(java.util.stream.Collectors.toMap(
                        r -> String.valueOf(r.getOrDefault("update_number", "none")),
                        r -> String.valueOf(r.get("reason"))));
    }
}
