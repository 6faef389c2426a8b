package dev.tideway.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectCommandTest {
    private static final String PATH = "/api/v1/projects/shop";
    private static final String SHOP = """
            {"project_id":"shop","revision":3,"published_revision":3,"approval":"none","layout":"root",
             "settings":{"aliases":["old"],"newer_app_versions":false,"added_later":1}}""";

    @TempDir
    Path folder;

    private final RemoteEnd remote = new RemoteEnd();

    @BeforeEach
    void aProject() {
        remote.on("GET " + PATH, (exchange, request) -> {
                    exchange.getResponseHeaders().set("ETag", "\"4\"");
                    RemoteEnd.send(exchange, 200, SHOP);
                })
                .on("PATCH " + PATH, 200, SHOP)
                .on("POST /api/v1/projects", 201, SHOP)
                .on("POST " + PATH + "/archive", 200, SHOP);
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    private Run project(Object... words) {
        List<Object> arguments = new ArrayList<>(List.of("project"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--catalog-url", remote.url(), "--token", "secret", "--data", folder.resolve("none")));
        return Run.tideway(arguments.toArray());
    }

    private JsonNode sent(String method) throws IOException {
        return json(remote.received(method).reduce((a, b) -> b).orElseThrow().text());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void isCreatedAndShown() throws Exception {
        assertThat(project("create", "shop").exitCode()).isZero();
        assertThat(sent("POST")).isEqualTo(json("{\"project_id\":\"shop\"}"));
        assertThat(project("show", "shop").out().lines())
                .contains("PROJECT             shop", "approval            none", "aliases             [\"old\"]");
        assertThat(json(project("show", "shop", "--json").out())).isEqualTo(json(SHOP));
    }

    @Test
    void areListed() throws Exception {
        remote.on("GET /api/v1/projects", 200, """
                {"projects":[{"project_id":"shop","created_at":"2026-01-02T03:04:05Z","approval":"none"}]}""");

        assertThat(project("list").out().lines())
                .containsExactly(
                        "PROJECT  CREATED AT            APPROVAL  ARCHIVED AT",
                        "shop     2026-01-02T03:04:05Z  none      -");
        assertThat(json(project("list", "--json").out()).path("projects")).hasSize(1);
        assertThat(remote.lines()).contains("GET /api/v1/projects?limit=50");
    }

    @Test
    void keepsEverySettingThatIsNotGivenAlsoThoseItDoesNotKnow() throws Exception {
        Run run = project("set", "shop", "--newer-app-versions", "--alias=a", "--alias=b", "--build-type=debug=beta");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sent("PATCH")).isEqualTo(json("""
                {"settings":{"aliases":["a","b"],"newer_app_versions":true,"added_later":1,
                 "build_types":{"debug":"beta"}}}"""));
        assertThat(remote.received("PATCH").findFirst().orElseThrow().headers().get("If-match"))
                .containsExactly("\"4\"");
    }

    @Test
    void sendsNoSettingsWhereNoneChange() throws Exception {
        assertThat(project("set", "shop", "--approval=required", "--first-update-number=18")
                        .exitCode())
                .isZero();

        assertThat(sent("PATCH")).isEqualTo(json("{\"approval\":\"required\",\"first_update_number\":18}"));
    }

    @Test
    void takesAliasesAway() throws Exception {
        assertThat(project("set", "shop", "--alias=").exitCode()).isZero();

        assertThat(sent("PATCH").path("settings").path("aliases")).isEmpty();
    }

    @Test
    void nothingToSetIsWrongUse() {
        assertThat(project("set", "shop").exitCode()).isEqualTo(2);
        assertThat(project("set", "shop", "--alias=old").exitCode()).isEqualTo(2);
        assertThat(remote.received("PATCH")).isEmpty();
    }

    @Test
    void isDeletedOnlyIfOneSaysSo() {
        remote.on("POST " + PATH + "/delete", 200, SHOP);

        assertThat(project("delete", "shop").exitCode()).isEqualTo(2);
        assertThat(remote.lines()).isEmpty();

        assertThat(project("delete", "shop", "--yes").exitCode()).isZero();
        assertThat(remote.lines()).containsExactly("GET " + PATH, "POST " + PATH + "/delete");
    }

    @Test
    void isArchivedAsItWasRead() {
        assertThat(project("archive", "shop").exitCode()).isZero();

        assertThat(remote.lines()).containsExactly("GET " + PATH, "POST " + PATH + "/archive");
    }
}
