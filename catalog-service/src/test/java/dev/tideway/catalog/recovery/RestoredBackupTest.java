package dev.tideway.catalog.recovery;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tideway.catalog.build.TestApi;
import dev.tideway.catalog.release.ReleaseDesk;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The database forgets what was done to a project after a backup, while S3 and the topic go on knowing it. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class RestoredBackupTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String OUTDATED = "urn:tideway:problem:project-outdated";

    /** In the order in which rows may be written. */
    private static final List<String> TABLES =
            List.of("project", "project_alias", "build", "number_counter", "release");

    @Inject
    MinioAsyncClient s3;

    @Inject
    Pool pool;

    @Test
    void aRestoredProjectWaitsUntilItIsRecoveredAndGivesNoNumberTwice() {
        // Given a backup, and what was done after it
        ReleaseDesk desk = new ReleaseDesk(s3, "restored");
        String first = desk.offered("a");
        desk.awaitPublished();
        backUp(desk.project);
        desk.post(first, "withdraw").statusCode(200);
        desk.offered("b");
        desk.post(desk.offered("c"), "withdraw").statusCode(200);
        assertThat(desk.told()).containsOnlyKeys("2");
        long told = desk.choices().getLong("revision");

        // When
        restore(desk.project);

        // Then nothing can be changed, and devices are told what they were told
        desk.set("{\"approval\":\"required\"}")
                .statusCode(409)
                .body("type", equalTo(OUTDATED))
                .body("detail", containsString("tideway recover --project " + desk.project));
        desk.post(first, "pause").statusCode(409).body("type", equalTo(OUTDATED));
        desk.publish("d", "release", false, 1000);
        String held = desk.awaited("d", "held");
        assertThat(check(desk).getMap("releases[0]"))
                .containsEntry("update_number", "2")
                .hasSizeGreaterThan(1);
        assertThat(check(desk).getLong("revision")).isEqualTo(told);
        assertThat(outdated()).contains(desk.project);

        // And a dry run says what would be done, and does nothing
        JsonPath plan = recover(desk.project, true).statusCode(200).extract().jsonPath();
        assertThat(plan.getLong("new_revision")).isGreaterThan(told);
        assertThat(plan.getString("numbers[0].last_given")).isEqualTo("3");
        assertThat(plan.getList("releases.collect { it.what + ' ' + it.update_number + ' ' + it.state }", String.class))
                .containsExactly("imported 2 offered", "imported 3 withdrawn", "set 1 withdrawn");
        assertThat(outdated()).contains(desk.project);

        // When
        recover(desk.project, false).statusCode(200).body("dry_run", equalTo(false));

        // Then devices see no difference, and everything goes on above what they were told
        assertThat(desk.told()).containsOnlyKeys("2");
        assertThat(desk.choices().getLong("revision")).isGreaterThan(told);
        assertThat(desk.list("limit=10")
                        .getList("releases.collect { it.update_number + ' ' + it.state }", String.class))
                .contains("1 withdrawn", "2 offered", "3 withdrawn");
        desk.post(held, "approve").statusCode(200).body("update_number", equalTo("4"));
        assertThat(desk.told()).containsOnlyKeys("4");
        assertThat(desk.audit(Map.of("action", "project.recovered")).getList("entries"))
                .hasSize(1);
        assertThat(outdated()).doesNotContain(desk.project);
        recover(desk.project, false).statusCode(409).body("type", equalTo("urn:tideway:problem:wrong-state"));
    }

    @Test
    void aProjectThatIsYoungerThanTheBackupIsNotMadeAnewButRecovered() {
        ReleaseDesk desk = new ReleaseDesk(s3, "forgotten");
        desk.set("{\"settings\":{\"newer_app_versions\":true}}").statusCode(200);
        desk.offered("a");
        assertThat(desk.told()).containsOnlyKeys("1");

        forget(desk.project);

        asAdmin()
                .body(Map.of("project_id", desk.project))
                .post("/api/v1/projects")
                .then()
                .statusCode(409)
                .body("type", equalTo(OUTDATED));
        recover(desk.project, true).statusCode(200).body("releases.size()", equalTo(1));
        recover(desk.project, false).statusCode(200);

        assertThat(desk.told()).containsOnlyKeys("1");
        JsonPath back = TestApi.project(desk.project);
        assertThat(back.getBoolean("settings.newer_app_versions")).isTrue();
        assertThat(back.getString("approval")).isEqualTo("required");
        desk.publish("b", "release", false, 1000);
        desk.post(desk.awaited("b", "held"), "approve").statusCode(200).body("update_number", equalTo("2"));
    }

    @Test
    void thereIsNothingToRecoverOfWhatIsRightOrWasNeverThere() {
        ReleaseDesk desk = new ReleaseDesk(s3, "right");
        desk.offered("a");
        desk.awaitPublished();

        recover(desk.project, false).statusCode(409);
        recover("never-there", false).statusCode(404);
        asAdmin()
                .body("{}")
                .auth()
                .oauth2("none")
                .post("/api/v1/projects/" + desk.project + "/recover")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse recover(String project, boolean dryRun) {
        return asAdmin()
                .body(Map.of("dry_run", dryRun))
                .post("/api/v1/projects/" + project + "/recover")
                .then();
    }

    private static List<String> outdated() {
        return asAdmin().get("/api/v1/outdated-projects").jsonPath().getList("projects.project_id", String.class);
    }

    private static JsonPath check(ReleaseDesk desk) {
        return io.restassured.RestAssured.given()
                .get("/checkUpdate?client=1&project_id=" + desk.project + "&os=ios&app_version=2.1.0")
                .jsonPath();
    }

    private void backUp(String project) {
        TABLES.forEach(table -> {
            run("drop table if exists backup_of_" + table);
            run("create table backup_of_" + table + " as select * from " + table + " where " + column(table) + " = '"
                    + project + "'");
        });
    }

    /** At once, as a restored database is there at once. */
    private void restore(String project) {
        StringBuilder restore = new StringBuilder("do $$ begin ");
        removal(project, restore);
        TABLES.forEach(table -> restore.append("insert into ")
                .append(table)
                .append(identity(table) ? " overriding system value" : "")
                .append(" select * from backup_of_")
                .append(table)
                .append("; "));
        run(restore.append("end $$").toString());
    }

    private void forget(String project) {
        StringBuilder forget = new StringBuilder("do $$ begin ");
        removal(project, forget);
        run(forget.append("end $$").toString());
    }

    private static void removal(String project, StringBuilder into) {
        for (int i = TABLES.size() - 1; i >= 0; i--) {
            into.append("delete from ")
                    .append(TABLES.get(i))
                    .append(" where ")
                    .append(column(TABLES.get(i)))
                    .append(" = '")
                    .append(project)
                    .append("'; ");
        }
    }

    private static String column(String table) {
        return table.equals("project") ? "id" : "project_id";
    }

    private static boolean identity(String table) {
        return table.equals("build") || table.equals("release");
    }

    private void run(String statement) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        pool.query(statement).execute().await().atMost(PATIENCE).rowCount() >= 0);
    }
}
