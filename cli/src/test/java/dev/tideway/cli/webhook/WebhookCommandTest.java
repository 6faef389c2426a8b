package dev.tideway.cli.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookCommandTest {
    private static final String HOOKS = "/api/v1/projects/shop/webhooks";
    private static final String HOOK =
            "{\"webhook_id\":\"3\",\"url\":\"https://ci.example.com/h\",\"format\":\"standard\","
                    + "\"event_types\":[],\"active\":true%s}";

    private final RemoteEnd remote = new RemoteEnd();

    @AfterEach
    void stop() {
        remote.close();
    }

    private Run tideway(String... words) {
        List<Object> arguments = new ArrayList<>(List.of("webhook"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--project=shop", "--catalog-url", remote.url(), "--token", "secret"));
        return Run.tideway(arguments.toArray());
    }

    private void aWebhook() {
        remote.on("GET " + HOOKS + "/3", (exchange, request) -> {
            exchange.getResponseHeaders().set("ETag", "\"3-1\"");
            RemoteEnd.send(exchange, 200, HOOK.formatted(""));
        });
    }

    @Test
    void createsAWebhookAndShowsItsSecretOnce() {
        remote.on("POST " + HOOKS, 201, HOOK.formatted(",\"secret\":\"whsec_x\""));

        Run run = tideway("create", "https://ci.example.com/h", "--event=dev.tideway.release.offered.v1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "Webhook 3 to https://ci.example.com/h (standard) is active.",
                        "Its secret, shown this once: whsec_x");
        assertThat(remote.received("POST").findFirst().orElseThrow().text())
                .isEqualTo(
                        "{\"event_types\":[\"dev.tideway.release.offered.v1\"],\"url\":\"https://ci.example.com/h\"}");
    }

    @Test
    void listsWebhooks() {
        remote.on("GET " + HOOKS, 200, "{\"webhooks\":[" + HOOK.formatted("") + "]}");

        assertThat(tideway("list").out().lines())
                .containsExactly(
                        "WEBHOOK  URL                       FORMAT    ACTIVE  EVENTS  DESCRIPTION",
                        "3        https://ci.example.com/h  standard  yes     all     -");
    }

    @Test
    void changesRotatesAndDeletesWhatItReadBefore() {
        aWebhook();
        remote.on("PATCH " + HOOKS + "/3", 200, HOOK.formatted(""));
        remote.on("POST " + HOOKS + "/3/rotate", 200, HOOK.formatted(",\"secret\":\"whsec_y\""));
        remote.on("DELETE " + HOOKS + "/3", (exchange, request) -> exchange.sendResponseHeaders(204, -1));

        assertThat(tideway("set", "3", "--no-active").exitCode()).isZero();
        assertThat(tideway("rotate", "3").out()).contains("whsec_y");
        assertThat(tideway("delete", "3").exitCode()).isZero();

        assertThat(remote.received("PATCH").findFirst().orElseThrow().text()).isEqualTo("{\"active\":false}");
        for (String method : List.of("PATCH", "POST", "DELETE")) {
            assertThat(remote.received(method))
                    .allSatisfy(r -> assertThat(r.headers().get("If-match")).containsExactly("\"3-1\""));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"delivered\":true,\"status\":204}|0|Taken, with status 204.",
                "{\"delivered\":false,\"error\":\"it answers 500\"}|1|Not taken: it answers 500."
            })
    void tellsWhatBecameOfATestByItsExitCodeToo(String answer, int exitCode, String words) {
        remote.on("POST " + HOOKS + "/3/test", 200, answer);

        Run run = tideway("test", "3");

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out().strip()).isEqualTo(words);
    }

    @Test
    void showsDeadLettersAndReplaysThem() {
        remote.on(
                "GET " + HOOKS + "/3/deliveries",
                200,
                "{\"deliveries\":[{\"delivery_id\":\"9\",\"created_at\":\"2026-11-25T10:00:00Z\",\"event_type\":\"t\","
                        + "\"state\":\"dead\",\"attempts\":12,\"last_status\":500,\"error\":\"it answers 500\"}]}");
        remote.on("POST " + HOOKS + "/3/replay", 200, "{\"replayed\":1}");
        remote.on("POST " + HOOKS + "/3/deliveries/9/replay", 200, "{\"replayed\":1}");

        assertThat(tideway("deliveries", "3", "--state=dead").out().lines())
                .containsExactly(
                        "DELIVERY  AT                    TYPE  STATE  ATTEMPTS  STATUS  NEXT  ERROR",
                        "9         2026-11-25T10:00:00Z  t     dead   12        500     -     it answers 500");
        assertThat(tideway("replay", "3").out()).contains("1 messages are sent again");
        assertThat(tideway("replay", "3", "--delivery=9").exitCode()).isZero();
        assertThat(remote.lines()).contains("POST " + HOOKS + "/3/replay", "POST " + HOOKS + "/3/deliveries/9/replay");
    }
}
