package dev.tideway.catalog.project;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static dev.tideway.catalog.build.TestApi.newProject;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tideway.catalog.token.Role;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.catalog.token.Tokens;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class ProjectApiTest {
    @Test
    void setsWhatIsGivenAndLeavesTheRest() {
        String project = newProject("set");

        set(project, "{\"approval\":\"required\",\"layout\":\"www\",\"first_update_number\":18}")
                .statusCode(200)
                .body("approval", equalTo("required"))
                .body("layout", equalTo("www"))
                .body("first_update_number", equalTo(18));
        set(project, """
                        {"settings":{"aliases":["%s-old"],"build_types":{"Debug":"beta"},"unmapped_build_type":"default_channel",
                         "newer_app_versions":true,"empty_answer":"zero","mandatory_window":5}}""".formatted(project))
                .statusCode(200)
                .body("approval", equalTo("required"))
                .body("settings.aliases", contains(project + "-old"))
                .body("settings.build_types.debug", equalTo("beta"))
                .body("settings.mandatory_window", equalTo(5));
        set(project, "{\"settings\":{}}").statusCode(200).body("settings.empty_answer", equalTo("empty"));
    }

    @Test
    void areListedByTheirIdsOverPages() {
        String one = newProject("listed-a");
        String other = newProject("listed-b");

        List<String> all = listed(Tokens.admin(), 1);

        assertThat(all).contains(one, other).doesNotHaveDuplicates();
        assertThat(listed(Tokens.admin(), 200)).containsAll(all);
        asAdmin().get("/api/v1/projects?cursor=none").then().statusCode(400).body("detail", containsString("cursor"));
        asAdmin().get("/api/v1/projects?limit=201").then().statusCode(400).body("detail", containsString("limit"));
    }

    @Test
    void whoIsBoundToProjectsIsToldOfThoseAlone() {
        String mine = newProject("mine");
        newProject("hidden");

        assertThat(listed(Tokens.of(Role.VIEWER, mine), 50)).containsExactly(mine);
        assertThat(listed(Tokens.token(c -> c.setStringListClaim("groups", "staff")), 50))
                .isEmpty();
    }

    private static List<String> listed(String token, int limit) {
        List<String> ids = new ArrayList<>();
        String next = null;
        do {
            var page = given().auth()
                    .oauth2(token)
                    .queryParams(next == null ? Map.of("limit", limit) : Map.of("limit", limit, "cursor", next))
                    .get("/api/v1/projects")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("projects.project_id", String.class));
            next = page.getString("next_cursor");
        } while (next != null);
        return ids;
    }

    @Test
    void theAuditLogHasTheOldAndTheNewValue() {
        String project = newProject("audit");
        set(project, "{\"approval\":\"required\"}").statusCode(200);

        var entry = asAdmin()
                .get("/api/v1/projects/" + project + "/audit?action=project.changed")
                .jsonPath();

        assertThat(entry.getMap("entries[0].before")).isEqualTo(Map.of("approval", "none"));
        assertThat(entry.getMap("entries[0].after")).isEqualTo(Map.of("approval", "required"));
    }

    @Test
    void noIdLeadsToTwoProjects() {
        String one = newProject("one");
        String other = newProject("other");
        set(one, aliases(one + "-old")).statusCode(200);

        set(other, aliases(one + "-old"))
                .statusCode(409)
                .body("type", equalTo("urn:tideway:problem:alias-taken"))
                .body("detail", containsString(one + "-old"));
        set(other, aliases(one)).statusCode(409);
        asAdmin()
                .body("{\"project_id\":\"" + one + "-old\"}")
                .post("/api/v1/projects")
                .then()
                .statusCode(409);
        set(one, aliases()).statusCode(200);
        set(other, aliases(one + "-old")).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"settings":{"newer_app_version":true}}            | settings.newer_app_version
            {"settings":{"mandatory_window":-1}}               | mandatory_window
            {"settings":{"static_updates":-1}}                 | static_updates
            {"settings":{"empty_answer":"nil"}}                | settings.empty_answer
            {"settings":{"aliases":["a/b"]}}                   | project_id
            {"settings":{"aliases":["a","a"]}}                 | aliases
            {"settings":{"build_types":{"debug":"a/b"}}}       | channel
            {"approval":"perhaps"}                             | approval
            {"approval":true}                                  | approval
            {"layout":"flat"}                                  | layout
            {"first_update_number":0}                          | first_update_number
            {"first_update_number":"many"}                     | first_update_number
            {"revision":7}                                     | revision
            null                                               | body
            """)
    void aBrokenFieldIsNamed(String body, String field) {
        asAdmin()
                .header("If-Match", "*")
                .body(body)
                .patch("/api/v1/projects/" + newProject("field"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo(field));
    }

    @Test
    void twoPeopleDoNotOverwriteEachOther() {
        String project = newProject("two");
        String seen = asAdmin().get("/api/v1/projects/" + project).header("ETag");
        set(project, "{\"approval\":\"required\"}").statusCode(200);

        asAdmin()
                .header("If-Match", seen)
                .body("{\"approval\":\"none\"}")
                .patch("/api/v1/projects/" + project)
                .then()
                .statusCode(412);
        asAdmin()
                .body("{\"approval\":\"none\"}")
                .patch("/api/v1/projects/" + project)
                .then()
                .statusCode(428);
    }

    @Test
    void anArchivedProjectGoesOnAnsweringAndTakesNoBuilds() {
        String project = newProject("archive");

        post(project, "archive").statusCode(200).body("archived_at", notNullValue());

        post(project, "archive").statusCode(409);
        asAdmin()
                .body("{\"os\":\"ios\",\"app_version\":\"1.0\"}")
                .post("/api/v1/projects/" + project + "/builds")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:tideway:problem:project-archived"));
        post(project, "unarchive").statusCode(200).body("archived_at", nullValue());
        post(project, "unarchive").statusCode(409);
    }

    @Test
    void onlyAnAdminSetsAProject() {
        String project = newProject("admin");

        given().auth()
                .oauth2(Tokens.of(Role.OPERATOR, project))
                .contentType("application/json")
                .header("If-Match", "*")
                .body("{}")
                .patch("/api/v1/projects/" + project)
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse set(String project, String body) {
        return asAdmin()
                .header("If-Match", "*")
                .body(body)
                .patch("/api/v1/projects/" + project)
                .then();
    }

    private static ValidatableResponse post(String project, String action) {
        return asAdmin()
                .header("If-Match", "*")
                .post("/api/v1/projects/" + project + "/" + action)
                .then();
    }

    private static String aliases(String... ids) {
        String list = ids.length == 0 ? "" : "\"" + String.join("\",\"", ids) + "\"";
        return "{\"settings\":{\"aliases\":[" + list + "]}}";
    }
}
