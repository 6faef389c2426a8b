package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.BuildRequest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadDeviceRequestIT {
    private static final RunningStack STACK = RunningStack.get();
    private static final Device DEVICE = STACK.device();

    @BeforeAll
    static void aProjectWithOneUpdate() {
        STACK.publish(
                "known",
                BuildRequest.of("1", "ios", "1.0.0"),
                WebTree.named("bootstrap-newer").folder());
        await().atMost(Duration.ofMinutes(5))
                .until(() -> isTold(DEVICE.check("?project_id=known&os=ios&app_version=1.0.0")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400, project_id",
        "'?project_id=', 400, project_id",
        "'?project_id=a/b', 400, project_id",
        "'?project_id=known&os=ios&os=android', 400, os",
        "'?project_id=known&os=%ff', 400, os",
        "'?project_id=never-heard-of', 404, project_id"
    })
    void aCheckThatCannotBeAnsweredNamesTheParameter(String query, int status, String parameter) {
        assertProblem(DEVICE.check(query), status, parameter);
    }

    @ParameterizedTest
    @CsvSource({
        "'?os=ios&update_number=1', 400, project_id",
        "'?project_id=known', 400, update_number",
        "'?project_id=known&update_number=one', 400, update_number",
        "'?project_id=known&os=ios&app_version=1.0.0&update_number=99', 404, update_number",
        "'?project_id=never-heard-of&update_number=1', 404, project_id"
    })
    void aDownloadThatCannotBeAnsweredNamesTheParameter(String query, int status, String parameter) {
        assertProblem(DEVICE.download(query), status, parameter);
    }

    @ParameterizedTest
    @CsvSource({
        "'?project_id=known&my_update_number=nonsense&os=ios&app_version=1.0.0'",
        "'?project_id=known&plugin_version=&os=IOS&app_version=1.0.0'",
        "'?project_id=known&unheard_of=1&os=ios&app_version=1.0.0'",
        "'?project_id=known&os=ios&app_version=1.0.0&build_type='"
    })
    void whatAStockPluginMaySendIsAnsweredAlike(String query) {
        HttpResponse<byte[]> answer = DEVICE.check(query);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(isTold(answer)).isTrue();
    }

    @Test
    void nothingToOfferIsAnEmptyObject() {
        assertThat(new String(
                        DEVICE.check("?project_id=known&os=ios&app_version=9.9.9")
                                .body(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"ios\":{\"9.9.9\":{}}}");
    }

    @ParameterizedTest
    @CsvSource({"POST", "PUT", "DELETE", "PATCH"})
    void anotherMethodIsToldWhichOnesWork(String method) {
        for (URI uri : new URI[] {
            DEVICE.catalog().resolve("/checkUpdate?project_id=known"),
            DEVICE.delivery().resolve("/download?project_id=known&update_number=1")
        }) {
            HttpResponse<byte[]> answer = DEVICE.send(method, uri);

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow").orElse(""))
                    .contains("GET")
                    .contains("HEAD");
        }
    }

    private static boolean isTold(HttpResponse<byte[]> answer) {
        return Device.json(answer).path("ios").path("1.0.0").has("1");
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String parameter) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = Device.json(answer);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("parameter").asText()).isEqualTo(parameter);
        assertThat(problem.get("detail").asText()).isNotBlank();
    }
}
