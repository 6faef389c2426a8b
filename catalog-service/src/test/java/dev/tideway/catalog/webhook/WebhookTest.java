package dev.tideway.catalog.webhook;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static dev.tideway.catalog.build.TestApi.newProject;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tideway.catalog.build.TestEvents;
import dev.tideway.catalog.build.TestTopics;
import dev.tideway.catalog.token.Role;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.catalog.token.Tokens;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
@TestProfile(WebhookTest.Brisk.class)
class WebhookTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Short pauses, and receivers on this machine; not all of it, so that what is inside stays refused. */
    public static class Brisk implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tideway.webhooks.allowed-networks", "127.0.0.1/32",
                    "tideway.webhooks.plain-http", "true",
                    "tideway.webhooks.timeout", "2s",
                    "tideway.webhooks.first-pause", "100ms",
                    "tideway.webhooks.longest-pause", "200ms",
                    "tideway.webhooks.give-up-after", "3s");
        }
    }

    private final Receiver receiver = new Receiver();

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void everyEventOfTheProjectArrivesSignedAndInOrder() {
        String project = newProject("hook");
        JsonPath hook = create(project, "{\"url\":\"" + receiver.url("/ci") + "\"}");
        String release = offer(project, "b1");
        act(project, release, "pause");
        act(project, release, "resume");

        await().atMost(PATIENCE).until(() -> receiver.received("/ci").size() >= 3);

        assertThat(receiver.received("/ci"))
                .extracting(r -> JsonPath.from(r.body()).getString("type"))
                .containsExactly(
                        "dev.tideway.release.offered.v1",
                        "dev.tideway.release.paused.v1",
                        "dev.tideway.release.resumed.v1");
        WebhookSecret secret = new WebhookSecret(hook.getString("secret"));
        assertThat(receiver.received("/ci")).allSatisfy(r -> assertThat(r.header("Webhook-signature"))
                .isEqualTo(
                        secret.sign(r.header("Webhook-id"), Long.parseLong(r.header("Webhook-timestamp")), r.body())));
        await().atMost(PATIENCE)
                .untilAsserted(() -> deliveries(project, hook, "delivered").body("deliveries", hasSize(3)));
    }

    @Test
    void aReceiverThatIsAwayGetsEverythingInOrderOnceItIsBackAndHoldsUpNoOther() {
        String project = newProject("hook-away");
        receiver.on("/bad", Receiver.status(503));
        create(project, "{\"url\":\"" + receiver.url("/bad") + "\"}");
        create(project, "{\"url\":\"" + receiver.url("/good") + "\"}");
        String release = offer(project, "b1");
        act(project, release, "pause");

        await().atMost(PATIENCE).until(() -> receiver.received("/good").size() == 2);
        await().atMost(PATIENCE).until(() -> receiver.received("/bad").size() >= 2);
        receiver.on("/bad", Receiver.status(200));

        await().atMost(PATIENCE).until(() -> receiver.received("/bad").stream()
                .anyMatch(r -> r.body().contains("release.paused")));
        assertThat(receiver.received("/bad").stream()
                        .map(r -> r.header("Webhook-id"))
                        .distinct()
                        .toList())
                .hasSize(2);
    }

    @Test
    void aReceiverThatHangsHoldsUpNoOtherAndIsGivenUp() {
        String project = newProject("hook-hangs");
        receiver.on("/hangs", Receiver.hang());
        JsonPath hook = create(project, "{\"url\":\"" + receiver.url("/hangs") + "\"}");
        create(project, "{\"url\":\"" + receiver.url("/good") + "\"}");
        offer(project, "b1");

        await().atMost(PATIENCE).until(() -> receiver.received("/good").size() == 1);
        await().atMost(PATIENCE).untilAsserted(() -> deliveries(project, hook, "dead")
                .body("deliveries", hasSize(1))
                .body("deliveries[0].error", equalTo("it does not answer in time")));
    }

    @Test
    void whatWasGivenUpCanBeSentAgain() {
        String project = newProject("hook-dead");
        receiver.on("/late", Receiver.status(500));
        JsonPath hook = create(project, "{\"url\":\"" + receiver.url("/late") + "\"}");
        offer(project, "b1");
        await().atMost(PATIENCE).untilAsserted(() -> deliveries(project, hook, "dead")
                .body("deliveries", hasSize(1))
                .body("deliveries[0].last_status", equalTo(500)));
        receiver.on("/late", Receiver.status(200));

        asAdmin().post(path(project, hook) + "/replay").then().statusCode(200).body("replayed", equalTo(1));

        await().atMost(PATIENCE)
                .untilAsserted(() -> deliveries(project, hook, "delivered").body("deliveries", hasSize(1)));
        String delivery = deliveries(project, hook, "delivered").extract().path("deliveries[0].delivery_id");
        int before = receiver.received("/late").size();
        asAdmin()
                .post(path(project, hook) + "/deliveries/" + delivery + "/replay")
                .then()
                .statusCode(200);
        await().atMost(PATIENCE).until(() -> receiver.received("/late").size() > before);
        asAdmin()
                .post(path(project, hook) + "/deliveries/999999999/replay")
                .then()
                .statusCode(404);
    }

    @Test
    void aRefusedBuildIsToldToo() {
        String project = newProject("hook-build");
        create(
                project,
                "{\"url\":\"" + receiver.url("/chat")
                        + "\",\"format\":\"chat\",\"event_types\":[\"dev.tideway.build.rejected.v1\"]}");
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "b1"));
        TestTopics.send(Topic.PACKAGES, TestEvents.rejected(project, "b1", 1));

        await().atMost(PATIENCE).until(() -> receiver.received("/chat").size() == 1);

        assertThat(receiver.received("/chat").get(0).body())
                .startsWith("{\"text\":\"" + project + ": the build b1 for ios is rejected: ");
    }

    @Test
    void aSecretIsToldOnceAndTheOneBeforeIsSignedWithForAWhile() {
        String project = newProject("hook-secret");
        JsonPath hook = create(project, "{\"url\":\"" + receiver.url("/rotated") + "\"}");
        assertThat(hook.getString("secret")).startsWith("whsec_");
        asAdmin()
                .get(path(project, hook))
                .then()
                .statusCode(200)
                .body("secret", nullValue())
                .body("url", equalTo(receiver.url("/rotated")));

        String fresh = asAdmin()
                .header("If-Match", "*")
                .post(path(project, hook) + "/rotate")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");

        assertThat(fresh).startsWith("whsec_").isNotEqualTo(hook.getString("secret"));
        test(project, hook).body("delivered", equalTo(true)).body("status", equalTo(204));
        var sent = receiver.received("/rotated").get(0);
        long time = Long.parseLong(sent.header("Webhook-timestamp"));
        assertThat(Arrays.asList(sent.header("Webhook-signature").split(" ")))
                .containsExactly(
                        new WebhookSecret(fresh).sign(sent.header("Webhook-id"), time, sent.body()),
                        new WebhookSecret(hook.getString("secret")).sign(sent.header("Webhook-id"), time, sent.body()));
        assertThat(asAdmin()
                        .get("/api/v1/projects/" + project + "/audit")
                        .then()
                        .extract()
                        .asString())
                .contains("webhook.rotated")
                .doesNotContain("whsec_");
    }

    @Test
    void theAddressOfAChatIsASecretItself() {
        String project = newProject("hook-chat");

        JsonPath hook =
                create(project, "{\"url\":\"" + receiver.url("/services/T0/B0/key") + "\",\"format\":\"chat\"}");

        assertThat(hook.getString("url")).endsWith("/…").doesNotContain("key");
        test(project, hook).body("delivered", equalTo(true));
        assertThat(receiver.received("/services/T0/B0/key").get(0).body())
                .isEqualTo("{\"text\":\"" + project + ": this is a test. Messages arrive here.\"}");
    }

    /** The machine's other address, a name that leads there, and what only a redirect leads to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:1/",
                "http://[::1]:1/",
                "http://169.254.169.254/latest/meta-data",
                "http://10.0.0.1/",
                "http://0.0.0.0:1/",
                "http://[::ffff:10.0.0.1]/"
            })
    void nothingIsSentToAddressesInside(String url) {
        String project = newProject("hook-inside");
        JsonPath hook = create(project, "{\"url\":\"" + url + "\"}");

        test(project, hook)
                .body("delivered", equalTo(false))
                .body("status", nullValue())
                .body("error", containsString("points inside the network"));
    }

    @Test
    void aRedirectIsNotFollowed() {
        String project = newProject("hook-redirect");
        receiver.on("/moved", Receiver.redirect(receiver.url("/elsewhere")));
        JsonPath hook = create(project, "{\"url\":\"" + receiver.url("/moved") + "\"}");

        test(project, hook)
                .body("delivered", equalTo(false))
                .body("status", equalTo(302))
                .body("error", containsString("redirect"));

        assertThat(receiver.received("/elsewhere")).isEmpty();
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        String project = newProject("hook-flood");
        receiver.on("/flood", Receiver.flood());
        JsonPath hook = create(project, "{\"url\":\"" + receiver.url("/flood") + "\"}");

        test(project, hook).body("delivered", equalTo(true));
    }

    @Test
    void aWebhookIsChangedByWhoSawItAndDeletedWithAllThatWaits() {
        String project = newProject("hook-edit");
        receiver.on("/old", Receiver.status(500));
        JsonPath hook = create(project, "{\"url\":\"" + receiver.url("/old") + "\"}");
        asAdmin().body("{\"active\":false}").patch(path(project, hook)).then().statusCode(428);
        String etag = asAdmin().get(path(project, hook)).header("ETag");

        asAdmin()
                .header("If-Match", etag)
                .body("{\"active\":false,\"description\":\"CI\"}")
                .patch(path(project, hook))
                .then()
                .statusCode(200)
                .body("active", equalTo(false))
                .body("description", equalTo("CI"));
        asAdmin().header("If-Match", etag).delete(path(project, hook)).then().statusCode(412);
        offer(project, "b1");
        deliveries(project, hook, "waiting").body("deliveries", hasSize(0));
        asAdmin().header("If-Match", "*").delete(path(project, hook)).then().statusCode(204);
        asAdmin().get(path(project, hook)).then().statusCode(404);
        asAdmin()
                .get("/api/v1/projects/" + project + "/webhooks")
                .then()
                .statusCode(200)
                .body("webhooks", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\":\"\"}",
                "{\"url\":\"ftp://example.com/\"}",
                "{\"url\":\"https:///path\"}",
                "{\"url\":\"https://user:secret@example.com/\"}",
                "{\"url\":\"https://example.com/#x\"}",
                "{\"url\":\"https://exa mple.com/\"}",
                "{\"url\":\"https://example.com/\",\"format\":\"xml\"}",
                "{\"url\":\"https://example.com/\",\"event_types\":[\"unknown\"]}",
                "{\"url\":\"https://example.com/\",\"secret\":\"mine\"}"
            })
    void whatIsNoWebhookIsRefused(String body) {
        String project = newProject("hook-bad");

        asAdmin()
                .body(body)
                .post("/api/v1/projects/" + project + "/webhooks")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void whoMayOnlyPublishMakesNoWebhooks() {
        String project = newProject("hook-role");

        given().auth()
                .oauth2(Tokens.of(Role.PUBLISHER, project))
                .contentType("application/json")
                .body("{\"url\":\"https://example.com/\"}")
                .post("/api/v1/projects/" + project + "/webhooks")
                .then()
                .statusCode(403)
                .body("type", startsWith("urn:tideway:problem:not-allowed"));
    }

    private static JsonPath create(String project, String body) {
        return asAdmin()
                .body(body)
                .post("/api/v1/projects/" + project + "/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse test(String project, JsonPath hook) {
        return asAdmin().post(path(project, hook) + "/test").then().statusCode(200);
    }

    private static ValidatableResponse deliveries(String project, JsonPath hook, String state) {
        return asAdmin()
                .get(path(project, hook) + "/deliveries?state=" + state)
                .then()
                .statusCode(200);
    }

    private static String path(String project, JsonPath hook) {
        return "/api/v1/projects/" + project + "/webhooks/" + hook.getString("webhook_id");
    }

    /** The id of the release that a build became. */
    private static String offer(String project, String build) {
        var announcement = TestEvents.finished(project, build);
        TestTopics.send(Topic.BUILDS, announcement);
        TestTopics.send(Topic.PACKAGES, TestEvents.ready(announcement));
        await().atMost(PATIENCE)
                .until(() -> asAdmin()
                                .get("/api/v1/projects/" + project + "/releases?state=offered&build_id=" + build)
                                .jsonPath()
                                .getList("releases")
                                .size()
                        == 1);
        return asAdmin()
                .get("/api/v1/projects/" + project + "/releases?build_id=" + build)
                .jsonPath()
                .getString("releases[0].release_id");
    }

    private static void act(String project, String release, String action) {
        asAdmin()
                .header("If-Match", "*")
                .post("/api/v1/projects/" + project + "/releases/" + release + "/" + action)
                .then()
                .statusCode(200);
    }
}
