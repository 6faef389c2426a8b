package dev.tideway.catalog.release;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tideway.catalog.build.TestApi;
import dev.tideway.catalog.build.TestEvents;
import dev.tideway.catalog.build.TestTopics;
import dev.tideway.catalog.token.Role;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.catalog.token.Tokens;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.ReleaseChanged;
import dev.tideway.protocol.event.ReleaseOffered;
import dev.tideway.protocol.event.ReleasePaused;
import dev.tideway.protocol.event.ReleasePurged;
import dev.tideway.protocol.event.ReleaseResumed;
import dev.tideway.protocol.event.ReleaseWithdrawn;
import dev.tideway.protocol.event.RolloutChanged;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class ReleaseLifecycleTest {
    @Inject
    MinioAsyncClient s3;

    @Test
    void whileTheNewestIsPausedTheOneBeforeItIsTold() {
        ReleaseDesk desk = new ReleaseDesk(s3, "pause");
        desk.offered("a");
        String newest = desk.offered("b");
        assertThat(desk.told()).containsOnlyKeys("2");

        desk.post(newest, "pause").statusCode(200).body("state", equalTo("paused"));
        assertThat(desk.told()).containsOnlyKeys("1");

        desk.post(newest, "resume").statusCode(200).body("state", equalTo("offered"));
        assertThat(desk.told()).containsOnlyKeys("2");
    }

    @Test
    void onceTheNewestIsWithdrawnTheOneBeforeItIsToldAndItsMandatoryMarkIsGone() {
        ReleaseDesk desk = new ReleaseDesk(s3, "withdraw");
        desk.offered("a");
        String mandatory = desk.offered("b", true, 1000);
        String newest = desk.offered("c");
        assertThat(desk.told().get("3")).containsEntry("mandatory", true);

        desk.post(mandatory, "withdraw").statusCode(200).body("state", equalTo("withdrawn"));
        assertThat(desk.told().get("3")).containsEntry("mandatory", false);

        desk.post(newest, "withdraw").statusCode(200);
        assertThat(desk.told()).containsOnlyKeys("1");
    }

    @Test
    void aStockDeviceIsNeverInAPartialRolloutAndTidewaysClientChooses() {
        ReleaseDesk desk = new ReleaseDesk(s3, "partial");
        desk.offered("a");
        String partial = desk.offered("b", false, 100);

        assertThat(desk.told()).containsOnlyKeys("1");
        assertThat(desk.choices().getList("releases.update_number")).containsExactly("2", "1");
        assertThat(desk.choices().getList("releases.rollout")).containsExactly(100, 1000);

        desk.rollOut(partial, "{\"rollout\":1000}").statusCode(200).body("rollout", equalTo(1000));
        assertThat(desk.told()).containsOnlyKeys("2");
        desk.rollOut(partial, "{\"rollout\":1}").statusCode(200);
        assertThat(desk.told()).containsOnlyKeys("1");
    }

    @Test
    void rollingBackOffersTheEarlierPackageUnderTheNextNumberAndLeavesEveryNumberWhatItWas() {
        ReleaseDesk desk = new ReleaseDesk(s3, "rollback");
        desk.offered("a");
        String bad = desk.offered("b", true, 1000);
        Map<String, Object> toldOfBad = desk.told().get("2");

        var again = desk.post(bad, "rollback").statusCode(201);

        again.body("update_number", equalTo("3"))
                .body("origin", equalTo("roll_back"))
                .body("build_id", equalTo("a"))
                .body("mandatory", equalTo(false));
        desk.get(bad).body("state", equalTo("withdrawn")).body("update_number", equalTo("2"));
        assertThat(desk.told()).containsOnlyKeys("3");
        assertThat(desk.told().get("3"))
                .containsEntry("sha256", TestEvents.digest("package a").hex())
                .containsEntry("mandatory", false);
        assertThat(toldOfBad)
                .containsEntry("sha256", TestEvents.digest("package b").hex());
        // What comes next goes on from there.
        desk.offered("c");
        assertThat(desk.told()).containsOnlyKeys("4");
    }

    @Test
    void thereMayBeNothingToRollBackTo() {
        ReleaseDesk desk = new ReleaseDesk(s3, "first");
        String only = desk.offered("a");

        desk.post(only, "rollback")
                .statusCode(409)
                .body("type", equalTo("urn:tideway:problem:wrong-state"))
                .body("detail", containsString("Withdraw this one"));
        desk.post(only, "rollback", "{\"to\":\"" + only + "\"}").statusCode(400).body("parameter", equalTo("to"));
    }

    @Test
    void promotingOffersThePackageInAnotherChannelUnderTheNextNumber() {
        ReleaseDesk desk = new ReleaseDesk(s3, "promote");
        desk.publish("a", "beta", false, 1000);
        String beta = desk.awaited("a", "offered");
        assertThat(desk.told()).isEmpty();

        desk.post(beta, "promote", "{\"channel\":\"release\",\"rollout\":1000}")
                .statusCode(201)
                .body("update_number", equalTo("2"))
                .body("origin", equalTo("promotion"))
                .body("origin_id", equalTo(beta));

        assertThat(desk.told()).containsOnlyKeys("2");
        assertThat(desk.told("&build_type=beta")).containsOnlyKeys("1");
        desk.post(beta, "promote", "{\"channel\":\"release\"}")
                .statusCode(409)
                .body("detail", containsString("has the same files"));
        desk.post(beta, "promote", "{}").statusCode(400).body("parameter", equalTo("channel"));
        desk.post(beta, "promote", "{\"app_version\":\"2.2.0\",\"channel\":\"release\"}")
                .statusCode(201)
                .body("update_number", equalTo("1"))
                .body("deploy_version", equalTo("2.2.0"));
        assertThat(TestApi.build(desk.project, "a").jsonPath().getString("update_number"))
                .isEqualTo("1");
    }

    @Test
    void aSupersededBuildIsOfferedWhenAnOperatorSaysSo() {
        ReleaseDesk desk = new ReleaseDesk(s3, "superseded");
        TestTopics.send(Topic.BUILDS, TestEvents.finished(desk.project, "slow"));
        desk.offered("quick");
        desk.ready(TestEvents.finished(desk.project, "slow"));
        String slow = desk.awaited("slow", "superseded");
        assertThat(desk.list("update_number=1").getList("releases.build_id")).containsExactly("quick");

        desk.post(slow, "offer").statusCode(200).body("update_number", equalTo("2"));

        assertThat(desk.told()).containsOnlyKeys("2");
        var build = TestApi.build(desk.project, "slow").jsonPath();
        assertThat(build.getString("state")).isEqualTo("offered");
        assertThat(build.getList("reasons")).isEmpty();
    }

    @Test
    void whereApprovalIsRequiredABuildIsHeldWithoutANumberUntilAnOperatorApproves() {
        ReleaseDesk desk = new ReleaseDesk(s3, "approval");
        desk.set("{\"approval\":\"required\"}").statusCode(200).body("approval", equalTo("required"));
        desk.publish("a", "release", false, 1000);
        String held = desk.awaited("a", "held");
        desk.get(held).body("update_number", nullValue());
        assertThat(desk.told()).isEmpty();
        desk.post(held, "offer").statusCode(409).body("detail", containsString("Approve or decline it"));

        desk.post(held, "approve").statusCode(200).body("update_number", equalTo("1"));

        assertThat(desk.told()).containsOnlyKeys("1");
        TestApi.awaitState(desk.project, "a", "offered");
    }

    @Test
    void aHeldBuildIsPassedByOneThatWasAnnouncedLaterAndApprovedFirst() {
        ReleaseDesk desk = new ReleaseDesk(s3, "passed");
        desk.set("{\"approval\":\"required\"}").statusCode(200);
        desk.publish("a", "release", false, 1000);
        desk.publish("b", "release", false, 1000);
        String earlier = desk.awaited("a", "held");
        desk.post(desk.awaited("b", "held"), "approve").statusCode(200);

        desk.get(earlier).body("state", equalTo("superseded"));
        desk.post(earlier, "approve").statusCode(409);
        assertThat(TestApi.build(desk.project, "a").jsonPath().getString("reasons[0].message"))
                .contains("The build b");
    }

    @Test
    void aDeclinedBuildIsNotOfferedUnlessAnOperatorThinksBetterOfIt() {
        ReleaseDesk desk = new ReleaseDesk(s3, "decline");
        desk.set("{\"approval\":\"required\"}").statusCode(200);
        desk.publish("a", "release", false, 1000);
        String held = desk.awaited("a", "held");

        desk.post(held, "decline").statusCode(200).body("state", equalTo("declined"));
        TestApi.awaitState(desk.project, "a", "declined");
        desk.post(held, "approve").statusCode(409);
        desk.post(held, "offer").statusCode(200).body("update_number", equalTo("1"));
    }

    @Test
    void whatIsApprovedForALaterTimeIsOfferedWhenThatHasCome() {
        ReleaseDesk desk = new ReleaseDesk(s3, "time");
        desk.set("{\"approval\":\"required\"}").statusCode(200);
        desk.publish("a", "release", false, 1000);
        String held = desk.awaited("a", "held");
        desk.patch(held, "{\"not_before\":\"2999-01-01T00:00:00Z\"}").statusCode(200);
        desk.post(held, "approve").statusCode(200).body("state", equalTo("scheduled"));
        TestApi.awaitState(desk.project, "a", "scheduled");
        assertThat(desk.told()).isEmpty();
        desk.patch(held, "{\"not_before\":\"\"}").statusCode(409);

        desk.patch(held, "{\"not_before\":\"" + Instant.now().minusSeconds(1) + "\"}")
                .statusCode(200);

        TestApi.awaitState(desk.project, "a", "offered");
        assertThat(desk.told()).containsOnlyKeys("1");
        assertThat(desk.audit(Map.of("subject", "release " + held)).getString("entries[0].who"))
                .isEqualTo("tideway");
    }

    @Test
    void aBuildThatIsNotToBeOfferedYetIsScheduledAndItsPluginIsRespected() {
        ReleaseDesk desk = new ReleaseDesk(s3, "later");
        desk.publishFor("a", Instant.now().plusSeconds(86_400));
        String scheduled = desk.awaited("a", "scheduled");
        desk.get(scheduled).body("update_number", nullValue());

        desk.post(scheduled, "offer").statusCode(200).body("update_number", equalTo("1"));

        assertThat(desk.told()).isEmpty();
        assertThat(desk.choices().getList("releases.min_plugin_version")).containsExactly("4.0.0");
    }

    @Test
    void aRolloutWidensByItsScheduleAndAPausedOneDoesNot() {
        ReleaseDesk desk = new ReleaseDesk(s3, "schedule");
        desk.offered("a");
        String release = desk.offered("b", false, 10);

        desk.rollOut(release, """
                        {"schedule":[{"rollout":10,"hold":"PT1S"},{"rollout":100,"hold":"P1D"},{"rollout":1000}]}""").statusCode(200).body("rollout_schedule[1].hold", equalTo("PT24H"));

        await().atMost(ReleaseDesk.PATIENCE)
                .untilAsserted(() -> desk.get(release).body("rollout", equalTo(100)));
        await().atMost(ReleaseDesk.PATIENCE)
                .until(() -> desk.get(release).extract().path("next_step_at") != null);
        assertThat(Instant.parse(desk.get(release).extract().path("next_step_at")))
                .isAfter(Instant.now().plusSeconds(80_000));
        assertThat(desk.choices().getList("releases.rollout")).containsExactly(100, 1000);
        desk.post(release, "pause").statusCode(200);
        desk.post(release, "resume").statusCode(200).body("next_step_at", nullValue());
        desk.rollOut(release, "{\"rollout\":50}").statusCode(200).body("rollout_schedule", nullValue());
        await().atMost(ReleaseDesk.PATIENCE).untilAsserted(() -> assertThat(events(desk, RolloutChanged.class))
                .extracting(RolloutChanged::from, RolloutChanged::to)
                .containsExactly(tuple(10, 10), tuple(10, 100), tuple(100, 50)));
    }

    @Test
    void onlyWhatIsWithdrawnIsPurgedAndNothingFollows() {
        ReleaseDesk desk = new ReleaseDesk(s3, "purge");
        String release = desk.offered("a");
        desk.post(release, "purge")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("Only a withdrawn release can be purged; this one is offered."));
        desk.post(release, "withdraw").statusCode(200);

        desk.post(release, "purge").statusCode(200).body("state", equalTo("purged"));

        for (String action : List.of("offer", "approve", "decline", "pause", "resume", "withdraw", "purge")) {
            desk.post(release, action).statusCode(409);
        }
        desk.patch(release, "{\"mandatory\":true}").statusCode(409);
    }

    @Test
    void whoeverFollowsTheReleasesHearsOfEachChange() {
        ReleaseDesk desk = new ReleaseDesk(s3, "events");
        String release = desk.offered("a");
        desk.patch(release, "{\"mandatory\":true,\"notes\":\"\",\"min_plugin_version\":\"4.0.0\"}")
                .statusCode(200)
                .body("mandatory", equalTo(true))
                .body("notes", nullValue())
                .body("min_plugin_version", equalTo("4.0.0"));
        desk.post(release, "pause").statusCode(200);
        desk.post(release, "resume").statusCode(200);
        desk.post(release, "withdraw").statusCode(200);
        desk.post(release, "purge").statusCode(200);

        await().atMost(ReleaseDesk.PATIENCE).untilAsserted(() -> assertThat(events(desk, Event.class))
                .extracting(event -> (Object) event.getClass())
                .containsExactly(
                        ReleaseOffered.class,
                        ReleaseChanged.class,
                        ReleasePaused.class,
                        ReleaseResumed.class,
                        ReleaseWithdrawn.class,
                        ReleasePurged.class));
    }

    @Test
    void theAuditLogSaysWhoChangedWhatFromWhichValueToWhich() {
        ReleaseDesk desk = new ReleaseDesk(s3, "audit");
        String release = desk.offered("a", false, 10);
        given().auth()
                .oauth2(Tokens.token(claims -> claims.setSubject("ann")))
                .contentType("application/json")
                .header("If-Match", "*")
                .body("{\"rollout\":100}")
                .put(desk.path("/" + release + "/rollout"))
                .then()
                .statusCode(200);

        var newest = desk.audit(Map.of("limit", 1));

        assertThat(newest.getString("entries[0].who")).isEqualTo("ann");
        assertThat(newest.getString("entries[0].action")).isEqualTo("rollout.changed");
        assertThat(newest.getString("entries[0].subject")).isEqualTo("release " + release);
        assertThat(newest.getMap("entries[0].before")).isEqualTo(Map.of("rollout", 10));
        assertThat(newest.getMap("entries[0].after")).isEqualTo(Map.of("rollout", 100));
        var rest = desk.audit(Map.of("limit", 2, "cursor", newest.getString("next_cursor")));
        assertThat(rest.getList("entries.action")).containsExactly("release.offered", "project.created");
        assertThat(rest.getString("next_cursor")).isNull();
        assertThat(desk.audit(Map.of("action", "release.offered")).getList("entries.who"))
                .containsExactly("tideway");
        assertThat(desk.audit(Map.of("who", "nobody")).getList("entries")).isEmpty();
    }

    @Test
    void aCheckIsNoChange() {
        ReleaseDesk desk = new ReleaseDesk(s3, "check");
        desk.offered("a");
        desk.awaitPublished();
        int entries = desk.audit(Map.of()).getList("entries").size();
        long revision = TestApi.project(desk.project).getLong("revision");

        desk.told();

        assertThat(desk.audit(Map.of()).getList("entries")).hasSize(entries);
        assertThat(TestApi.project(desk.project).getLong("revision")).isEqualTo(revision);
    }

    @Test
    void aChangeNeedsToHaveSeenWhatItChanges() {
        ReleaseDesk desk = new ReleaseDesk(s3, "match");
        String release = desk.offered("a");
        String seen = desk.etag(release);

        asAdmin()
                .post(desk.path("/" + release + "/pause"))
                .then()
                .statusCode(428)
                .contentType("application/problem+json")
                .body("detail", containsString("ETag"));
        asAdmin()
                .header("If-Match", "W/" + seen + ", \"other\"")
                .post(desk.path("/" + release + "/pause"))
                .then()
                .statusCode(412);
        desk.post(release, "pause").statusCode(200);
        asAdmin()
                .header("If-Match", seen)
                .post(desk.path("/" + release + "/resume"))
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:tideway:problem:changed-meanwhile"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"VIEWER", "PUBLISHER"})
    void whoOnlyPublishesApprovesAndSteersNothing(Role role) {
        ReleaseDesk desk = new ReleaseDesk(s3, "roles");
        String release = desk.offered("a");
        String token = Tokens.of(role, desk.project);

        given().auth()
                .oauth2(token)
                .header("If-Match", "*")
                .contentType("application/json")
                .post(desk.path("/" + release + "/approve"))
                .then()
                .statusCode(403);
        given().auth().oauth2(token).get(desk.path("/" + release)).then().statusCode(200);
        given().auth()
                .oauth2(Tokens.of(Role.OPERATOR, "another"))
                .header("If-Match", "*")
                .contentType("application/json")
                .post(desk.path("/" + release + "/pause"))
                .then()
                .statusCode(403);
    }

    @Test
    void anotherProjectsReleaseIsNotThere() {
        ReleaseDesk desk = new ReleaseDesk(s3, "mine");
        String release = desk.offered("a");
        ReleaseDesk other = new ReleaseDesk(s3, "other");

        other.get(release).statusCode(404).contentType("application/problem+json");
    }

    @Test
    void aListGoesOnWhereAPageEnded() {
        ReleaseDesk desk = new ReleaseDesk(s3, "pages");
        List.of("a", "b", "c").forEach(desk::offered);

        var first = desk.list("limit=2");
        var second = desk.list("limit=2&cursor=" + first.getString("next_cursor"));

        assertThat(first.getList("releases.build_id")).containsExactly("c", "b");
        assertThat(second.getList("releases.build_id")).containsExactly("a");
        assertThat(second.getString("next_cursor")).isNull();
        assertThat(desk.list("state=offered&os=ios&app_version=2.1.0&channel=release&update_number=2")
                        .getList("releases.build_id"))
                .containsExactly("b");
        assertThat(desk.list("os=android").getList("releases")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=201, limit",
        "limit=x, limit",
        "cursor=!, cursor",
        "state=gone, state",
        "os=iOS, os",
        "update_number=0, update_number"
    })
    void aBrokenFilterIsNamed(String query, String parameter) {
        asAdmin()
                .get("/api/v1/projects/" + TestApi.newProject("filter") + "/releases?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo(parameter));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"rollout\":0}",
                "{\"rollout\":1001}",
                "{\"rollout\":10,\"schedule\":[{\"rollout\":10}]}",
                "{\"schedule\":[]}",
                "{\"schedule\":[{\"rollout\":10,\"hold\":\"1h\"},{\"rollout\":1000}]}",
                "{\"schedule\":[{\"rollout\":10},{\"rollout\":1000}]}",
                "{\"schedule\":[{\"rollout\":10,\"hold\":\"PT1H\"},{\"rollout\":10}]}",
                "{\"cohorts\":10}",
                "null"
            })
    void aBrokenRolloutIsRefusedAndChangesNothing(String body) {
        ReleaseDesk desk = new ReleaseDesk(s3, "broken");
        asAdmin()
                .header("If-Match", "*")
                .body(body)
                .put(desk.path("/1/rollout"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"not_before":"tomorrow"}    | not_before
            {"mandatory":"yes"}          | mandatory
            {"number":3}                 | number
            {"notes":"a\\u0000b"}        | notes
            """)
    void aBrokenFieldOfAReleaseIsNamed(String body, String field) {
        ReleaseDesk desk = new ReleaseDesk(s3, "field");
        asAdmin()
                .header("If-Match", "*")
                .body(body)
                .patch(desk.path("/1"))
                .then()
                .statusCode(400)
                .body("parameter", equalTo(field));
    }

    private static <E extends Event> List<E> events(ReleaseDesk desk, Class<E> type) {
        return TestTopics.events(Topic.RELEASES, desk.project, type);
    }
}
