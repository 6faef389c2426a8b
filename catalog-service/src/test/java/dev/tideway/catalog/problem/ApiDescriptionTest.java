package dev.tideway.catalog.problem;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class ApiDescriptionTest {
    private static final Path COMMITTED = Path.of("../docs/openapi.yaml");

    @Test
    void namesPathsAndFieldsAsTheyAreOnTheWire() {
        JsonPath api = description();

        assertThat(api.getMap("paths"))
                .containsKeys(
                        "/api/v1/projects",
                        "/api/v1/projects/{projectId}/builds/{buildId}/finished",
                        "/api/v1/projects/{projectId}/releases");
        assertThat(api.getMap("components.schemas.NewBuild.properties")).containsKeys("build_id", "app_version");
        assertThat(api.getMap("components.schemas.BuildStatus.properties")).containsKeys("update_number", "reasons");
    }

    @Test
    void aWrongMethodIsToldEveryMethodThatTheDescriptionNames() {
        Map<String, Map<String, Object>> paths = description().getMap("paths");

        paths.entrySet().stream()
                .filter(path -> path.getKey().startsWith("/api"))
                .forEach(path -> {
                    String wrong = Stream.of("delete", "put", "patch", "post")
                            .filter(method -> !path.getValue().containsKey(method))
                            .findFirst()
                            .orElseThrow();
                    String allow = asAdmin()
                            .request(
                                    wrong.toUpperCase(Locale.ROOT),
                                    path.getKey().replaceAll("\\{[^}]*}", "a"))
                            .then()
                            .statusCode(405)
                            .contentType("application/problem+json")
                            .extract()
                            .header("Allow");
                    assertThat(allow.toLowerCase(Locale.ROOT).split(", "))
                            .as(path.getKey())
                            .containsExactlyInAnyOrderElementsOf(path.getValue().keySet().stream()
                                    .flatMap(m -> m.equals("get") ? Stream.of("get", "head") : Stream.of(m))
                                    .toList());
                });
    }

    /** What outsiders generate their clients from. */
    @Test
    void isTheDocumentThatIsCommitted() throws IOException {
        String present = given().get("/q/openapi?format=yaml").asString();
        if (Boolean.getBoolean("tideway.openapi.write")) {
            Files.writeString(COMMITTED, present);
        }

        assertThat(present)
                .as("the API is not what docs/openapi.yaml says. If that is meant, write it anew, and look at the"
                        + " difference: mvn test -pl catalog-service -am -Dtest=ApiDescriptionTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dtideway.openapi.write=true")
                .isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void isServedAsItIsCommitted() throws IOException {
        String served = given().get("/openapi.yaml")
                .then()
                .statusCode(200)
                .header("Content-Type", containsString("yaml"))
                .extract()
                .asString();

        assertThat(served).isEqualTo(Files.readString(COMMITTED));
    }

    private static JsonPath description() {
        return given().get("/q/openapi?format=json").jsonPath();
    }
}
