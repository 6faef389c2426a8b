package dev.tideway.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.RemoteEnd.Received;
import dev.tideway.cli.Run;
import dev.tideway.cli.api.Address;
import dev.tideway.cli.api.AdminApi;
import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.cli.data.DataFolder;
import dev.tideway.cli.token.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishCommandTest {
    private static final String SHA256 = "ab".repeat(32);

    @TempDir
    Path folder;

    private final RemoteEnd remote = new RemoteEnd();

    @BeforeEach
    void aCatalogThatTakesTheBuild() throws Exception {
        Files.createDirectories(folder.resolve("www"));
        Files.writeString(folder.resolve("www/index.html"), "<p>hello</p>");
        remote.on("GET /api/v1/projects/shop", 200, "{\"project_id\":\"shop\"}")
                .on("POST /api/v1/projects/shop/builds", 201, """
                        {"build_id":"ci-1","os":"ios","upload_url":"%s/store/ci-1?signature=x","later":1}
                        """.formatted(remote.url()))
                .on("PUT /store/ci-1", 200, "")
                .on("POST /api/v1/projects/shop/builds/ci-1/finished", 202, state("announced", ""))
                .on("GET /api/v1/projects/shop/builds/ci-1", 200, state("offered", ""));
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    private static String state(String state, String more) {
        return """
                {"project_id":"shop","build_id":"ci-1","os":"ios","app_version":"2.1.0","channel":"release",
                 "state":"%s"%s}""".formatted(state, more);
    }

    private Run publish(Object... more) {
        return publishFrom(folder.resolve("www"), more);
    }

    private Run publishFrom(Path source, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("publish", source, "--project", "shop", "--os", "ios"));
        arguments.addAll(List.of("--app-version", "2.1.0", "--build-id", "ci-1", "--catalog-url", remote.url()));
        arguments.addAll(List.of("--token", "secret", "--data", folder.resolve("none")));
        arguments.addAll(List.of(more));
        return Run.tideway(arguments.toArray());
    }

    @Test
    void uploadsAnnouncesAndTellsTheOffer() {
        remote.on(
                "GET /api/v1/projects/shop/builds/ci-1",
                200,
                state("offered", ",\"update_number\":\"3\",\"sha256\":\"" + SHA256 + "\",\"reasons\":[]"));

        Run run = publish();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "Build ci-1 is offered as update 3 for shop ios 2.1.0 on channel release.",
                        "  package sha256 " + SHA256);
        assertThat(remote.lines())
                .containsExactly(
                        "GET /api/v1/projects/shop",
                        "POST /api/v1/projects/shop/builds",
                        "PUT /store/ci-1?signature=x",
                        "POST /api/v1/projects/shop/builds/ci-1/finished?os=ios",
                        "GET /api/v1/projects/shop/builds/ci-1?os=ios&wait=20&since=announced");
    }

    @Test
    void sendsTheTokenToTheCatalogAndNeverToTheStore() {
        publish();

        assertThat(remote.received("POST"))
                .allSatisfy(r -> assertThat(r.headers().get("Authorization")).containsExactly("Bearer secret"));
        assertThat(remote.received("PUT"))
                .allSatisfy(r -> assertThat(r.headers()).doesNotContainKey("Authorization"));
    }

    @Test
    void tellsTheCatalogAllThatWasSaid() throws Exception {
        publish(
                "--channel=beta",
                "--root=www",
                "--layout=www",
                "--mandatory",
                "--rollout=50",
                "--deploy-version=2.2",
                "--notes=new",
                "--commit=abc",
                "--not-before=2026-12-01T06:00:00Z",
                "--min-plugin-version=4.0.0");

        ObjectNode said = (ObjectNode)
                json(remote.received("POST").findFirst().orElseThrow().text());
        assertThat(said.remove("size").asInt()).isPositive();
        assertThat(said).isEqualTo(json("""
                {"build_id":"ci-1","os":"ios","app_version":"2.1.0","channel":"beta","root":"www","layout":"www",
                 "mandatory":true,"rollout":50,"deploy_version":"2.2","notes":"new","commit":"abc",
                 "not_before":"2026-12-01T06:00:00Z","min_plugin_version":"4.0.0"}"""));
    }

    @Test
    void sendsAnArchiveAsItIs() throws Exception {
        Path archive = Files.writeString(folder.resolve("build.zip"), "no archive at all, but that is not ours to say");

        publishFrom(archive);

        assertThat(remote.received("PUT").map(Received::text)).containsExactly(Files.readString(archive));
    }

    @ParameterizedTest
    @CsvSource({"offered,0", "held,0", "scheduled,0", "rejected,3", "failed,3", "superseded,3"})
    void theExitCodeTellsWhatBecameOfIt(String state, int exitCode) {
        remote.on("GET /api/v1/projects/shop/builds/ci-1", 200, state(state, ""));

        assertThat(publish().exitCode()).isEqualTo(exitCode);
        assertThat(publish("--json").exitCode()).isEqualTo(exitCode);
    }

    @Test
    void aRejectionNamesEveryReason() {
        remote.on("GET /api/v1/projects/shop/builds/ci-1", 200, state("rejected", """
                ,"reasons":[{"code":"NOT_AN_ARCHIVE","message":"Send a zip."},
                            {"code":"BAD_PATH","path":"a/../b","message":"Leave it out."}]"""));

        assertThat(publish().out().lines())
                .containsExactly(
                        "Build ci-1 was rejected for shop ios 2.1.0 on channel release:",
                        "  NOT_AN_ARCHIVE  Send a zip.",
                        "  BAD_PATH  a/../b  Leave it out.");
    }

    @Test
    void endsWithOneJsonObjectOfAlwaysTheSameFields() throws Exception {
        remote.on("GET /api/v1/projects/shop/builds/ci-1", 200, state("rejected", """
                ,"reasons":[{"code":"NOT_AN_ARCHIVE","message":"Send a zip."}]"""));

        Run run = publish("--json");

        assertThat(run.out()).hasLineCount(1);
        assertThat(json(run.out())).isEqualTo(json("""
                {"build_id":"ci-1","state":"rejected","update_number":null,"sha256":null,
                 "reasons":[{"code":"NOT_AN_ARCHIVE","path":null,"message":"Send a zip."}]}"""));
    }

    @Test
    void asksAgainWhileTheStateChangesWithoutADecision() {
        AtomicInteger asked = new AtomicInteger();
        remote.on(
                "GET /api/v1/projects/shop/builds/ci-1",
                (exchange, request) -> RemoteEnd.send(
                        exchange, 200, asked.getAndIncrement() == 0 ? state("packaging", "") : state("offered", "")));

        assertThat(publish().exitCode()).isZero();
        assertThat(remote.lines().get(5)).contains("since=packaging");
    }

    @Test
    void isUndecidedWhenTheTimeIsOver() throws Exception {
        remote.on("GET /api/v1/projects/shop/builds/ci-1", 200, state("packaging", ""));

        Run run = publish("--timeout", "1s", "--json");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(json(run.out()).get("state").asText()).isEqualTo("packaging");
        assertThat(run.err()).contains("tideway status ci-1 --project shop --os ios");
    }

    @Test
    void staysUndecidedWhenTheCatalogGoesAwayOnceTheBuildIsAnnounced() throws Exception {
        remote.on("GET /api/v1/projects/shop/builds/ci-1", (exchange, request) -> {
            throw new IOException("gone");
        });

        Run run = publish("--timeout", "1s", "--json");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(json(run.out()).get("state").asText()).isEqualTo("announced");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void staysUndecidedWhileTheCatalogIsOverloadedOnceTheBuildIsAnnounced(int status) throws Exception {
        remote.on("GET /api/v1/projects/shop/builds/ci-1", status, "{}");

        Run run = publish("--timeout", "1s", "--json");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(json(run.out()).get("state").asText()).isEqualTo("announced");
    }

    /** Longer than the few attempts of a single call. */
    @Test
    void hearsOfTheOfferWhenTheCatalogIsBackAfterAWhile() {
        AtomicInteger asked = new AtomicInteger();
        remote.on("GET /api/v1/projects/shop/builds/ci-1", (exchange, request) -> {
            boolean back = asked.incrementAndGet() > 5;
            RemoteEnd.send(exchange, back ? 200 : 503, back ? state("offered", "") : "{}");
        });

        assertThat(publish("--timeout", "1m").exitCode()).isZero();
        assertThat(asked).hasValue(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 500})
    void otherRefusalsEndTheWaitAtOnce(int status) {
        AtomicInteger asked = new AtomicInteger();
        remote.on("GET /api/v1/projects/shop/builds/ci-1", (exchange, request) -> {
            asked.incrementAndGet();
            RemoteEnd.send(exchange, status, "{}");
        });

        assertThat(publish("--timeout", "1m").exitCode()).isEqualTo(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void triesAgainWhenTheCatalogHiccups() {
        AtomicInteger asked = new AtomicInteger();
        remote.on("GET /api/v1/projects/shop", (exchange, request) -> {
            boolean first = asked.getAndIncrement() == 0;
            RemoteEnd.send(exchange, first ? 503 : 200, "{}");
        });

        assertThat(publish().exitCode()).isZero();
        assertThat(asked).hasValue(2);
    }

    @Test
    void makesAProjectThatDoesNotExist() {
        remote.on("GET /api/v1/projects/shop", 404, "{}").on("POST /api/v1/projects", 201, "{}");

        Run run = publish();

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("Created the project shop.");
        assertThat(remote.received("POST").findFirst().orElseThrow().text()).isEqualTo("{\"project_id\":\"shop\"}");
    }

    @Test
    void showsTheDetailOfARefusalAndLeavesStdoutEmpty() {
        remote.on(
                "POST /api/v1/projects/shop/builds",
                409,
                "{\"type\":\"urn:tideway:problem:build-exists\",\"title\":\"Build exists\",\"detail\":\"Take another id.\"}");

        Run run = publish("--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).isEqualTo("Take another id.");
    }

    @Test
    void saysWhatToDoAboutARefusedTokenThatComesWithoutWords() {
        remote.on("GET /api/v1/projects/shop", (exchange, request) -> exchange.sendResponseHeaders(401, -1));

        Run run = publish();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("TIDEWAY_TOKEN");
    }

    @Test
    void saysSoWhenTheStoreRefusesTheUpload() {
        remote.on("PUT /store/ci-1", 403, "<Error/>");

        Run run = publish();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("refused the upload (403)");
    }

    @Test
    void otherModulesPublishWithoutTheCommand() throws Exception {
        Publisher publisher = new Publisher(new AdminApi(Address.of(remote.url()), "secret"), PublishListener.SILENT);

        BuildStatus status = publisher.publish(
                "shop", folder.resolve("www"), BuildRequest.of("ci-1", "ios", "2.1.0"), Duration.ofMinutes(1));

        assertThat(status.isAccepted()).isTrue();
    }

    @Test
    void thePackedFolderGoesAwayAfterwards() throws Exception {
        Path packed;
        try (Archive archive = Archive.of(folder.resolve("www"))) {
            packed = archive.file();
            assertThat(packed).isNotEmptyFile();
        }

        assertThat(packed).doesNotExist();
        assertThat(folder.resolve("www/index.html")).exists();
    }

    @Test
    void aFolderThatIsNotThereIsWrongUseAndAsksNobody() {
        Run run = publishFrom(folder.resolve("dist"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("There is no folder and no archive at", "dist");
        assertThat(remote.lines()).isEmpty();
    }

    @Test
    void drawsNothingWhereNobodyWatches() {
        assertThat(publish().err().lines())
                .containsExactly("Build ci-1 is uploaded and announced; waiting for what becomes of it.");
    }

    @Test
    void findsTheLocalStackAndMakesItsOwnToken() throws Exception {
        Path data = folder.resolve("data");
        SigningKey.create(new DataFolder(data).signingKey());
        Files.writeString(
                data.resolve(DataFolder.ADDRESSES),
                "{\"catalog\":\"" + remote.url() + "\",\"kafka\":\"localhost:9092\"}");

        Run run = Run.tideway(
                "publish",
                folder.resolve("www"),
                "--project=shop",
                "--os=ios",
                "--app-version=2.1.0",
                "--catalog-url=",
                "--token=",
                "--data=" + data);

        assertThat(run.exitCode()).isZero();
        assertThat(remote.received("POST").findFirst().orElseThrow().headers().get("Authorization"))
                .singleElement()
                .asString()
                .startsWith("Bearer ey");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
