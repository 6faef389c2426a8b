package dev.tideway.packager.build;

import static dev.tideway.packager.build.Workshop.build;
import static dev.tideway.packager.build.Workshop.newProject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.local.parts.Part;
import dev.tideway.local.testing.RealParts;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.packager.archive.TestPackages;
import dev.tideway.packager.source.TestArchives;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.BuildEvent;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildRejected;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.DeadLetterHeaders;
import dev.tideway.protocol.event.PackageReady;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RealPartsResource.class, initArgs = @ResourceArg(name = "parts", value = "kafka,s3"))
class BuildConsumerTest {
    private static final Map<String, byte[]> TREE =
            Map.of("www/index.html", text("<h1>hello</h1>"), "www/js/app.js", text("alert(1);".repeat(100)));

    @Inject
    Workshop workshop;

    @Test
    void aBuildBecomesAPackageWithTheSameFiles() throws Exception {
        String project = newProject();
        Map<String, byte[]> tree = new TreeMap<>();
        TestPackages.webTree("swagger-ui").forEach((path, content) -> tree.put("dist/" + path, content));
        byte[] archive = TestArchives.TAR_GZ.pack(tree, 1);
        String key = workshop.upload(project, "1/a", archive);

        workshop.announce(
                build(project, "1", new BuildSource(key, null, (long) archive.length, Sha256.of(archive)), "dist"));
        PackageReady ready = (PackageReady) workshop.outcome(project);

        String zipKey = ArtifactKeys.packageZip(ready.updatePackage().sha256());
        byte[] zip = workshop.publicObject(zipKey);
        byte[] tar = workshop.publicObject(ArtifactKeys.bundle(ready.bundle().sha256()));
        Manifest manifest = WireJson.read(
                workshop.publicObject(
                        ArtifactKeys.manifest(ready.updatePackage().sha256())),
                Manifest.class);
        assertThat(TestPackages.unzip(zip)).containsExactlyInAnyOrderEntriesOf(TestPackages.webTree("swagger-ui"));
        assertThat(ready.source()).isEqualTo(key);
        assertThat(ready.sourceSha256()).isEqualTo(Sha256.of(archive));
        assertThat(ready.updatePackage().sha256()).isEqualTo(Sha256.of(zip));
        assertThat(ready.updatePackage().size()).isEqualTo(zip.length);
        assertThat(ready.bundle().sha256()).isEqualTo(Sha256.of(tar));
        assertThat(manifest.files())
                .extracting(Manifest.ManifestFile::path)
                .doesNotHaveDuplicates()
                .contains("index.html");
        assertThat(workshop.publicHead(zipKey).contentType()).isEqualTo("application/zip");
        assertThat(workshop.publicHead(zipKey).headers().get("Cache-Control")).contains("immutable");
    }

    @Test
    void theWwwLayoutPutsAFolderOnTop() throws Exception {
        String project = newProject();
        String key = workshop.upload(project, "1/a", TestArchives.ZIP.pack(TREE, 1));

        workshop.announce(new BuildFinished(
                "1",
                project,
                "ios",
                "1",
                null,
                BuildSource.archive(key),
                "www",
                BuildFinished.Layout.WWW,
                false,
                0,
                null,
                null,
                null));
        PackageReady ready = (PackageReady) workshop.outcome(project);

        byte[] zip = workshop.publicObject(
                ArtifactKeys.packageZip(ready.updatePackage().sha256()));
        assertThat(TestPackages.unzip(zip)).containsOnlyKeys("www/index.html", "www/js/app.js");
    }

    @Test
    void objectsUnderAPrefixBecomeTheSamePackageAsTheirArchive() throws Exception {
        String project = newProject();
        String key = workshop.upload(project, "1/a.zip", TestArchives.ZIP.pack(TREE, 1));
        for (Map.Entry<String, byte[]> file : TREE.entrySet()) {
            workshop.upload(project, "2/" + file.getKey(), file.getValue());
        }

        workshop.announce(build(project, "1", BuildSource.archive(key), "www"));
        PackageReady fromArchive = (PackageReady) workshop.outcome(project);
        workshop.announce(build(project, "2", new BuildSource(null, "builds/" + project + "/2/", null, null), "www"));
        PackageReady fromFolder = (PackageReady) workshop.outcomes(project, 2).get(1);

        assertThat(fromFolder.updatePackage()).isEqualTo(fromArchive.updatePackage());
        assertThat(fromFolder.bundle()).isEqualTo(fromArchive.bundle());
        assertThat(fromFolder.source()).isEqualTo("builds/" + project + "/2/");
    }

    @Test
    void aRedeliveredBuildHasTheSameOutcomeThoughItsSourceHasExpired() throws Exception {
        String project = newProject();
        String key = workshop.upload(project, "1/a", TestArchives.ZIP.pack(TREE, 1));
        BuildFinished build = build(project, "1", BuildSource.archive(key), null);
        workshop.announce(build);
        BuildEvent first = workshop.outcome(project);

        workshop.removeSource(key);
        workshop.announce(build);

        assertThat(workshop.outcomes(project, 2)).containsOnly(first);
    }

    @Test
    void manyAnnouncementsOfOneBuildAreOnePackage() throws Exception {
        String project = newProject();
        String key = workshop.upload(project, "1/a", TestArchives.TAR_ZST.pack(TREE, 1));
        BuildFinished build = build(project, "1", BuildSource.archive(key), null);

        IntStream.range(0, 8).parallel().forEach(i -> workshop.announce(build));

        assertThat(workshop.outcomes(project, 8))
                .hasSize(8)
                .allMatch(PackageReady.class::isInstance)
                .hasSameElementsAs(List.of(workshop.outcome(project)));
    }

    @Test
    void aPackedBuildThatIsAnnouncedWithOtherContentIsRefusedAndStaysAsItIs() throws Exception {
        String project = newProject();
        String key = workshop.upload(project, "1/a", TestArchives.ZIP.pack(TREE, 1));
        BuildFinished first = build(project, "1", BuildSource.archive(key), null);
        BuildFinished other = build(project, "1", BuildSource.archive(key), "www");
        workshop.announce(first);
        BuildEvent ready = workshop.outcome(project);

        workshop.announce(other);
        workshop.announce(first);

        List<BuildEvent> outcomes = workshop.outcomes(project, 3);
        BuildRejected refusal = (BuildRejected) outcomes.get(1);
        assertThat(refusal.eventSha256()).isEqualTo(other.eventSha256());
        assertThat(refusal.reasons()).extracting(Reason::code).containsExactly("BUILD_PACKED_ALREADY");
        assertThat(outcomes).element(0).isEqualTo(ready);
        assertThat(outcomes).element(2).isEqualTo(ready);
        assertThat(((PackageReady) ready).eventSha256()).isEqualTo(first.eventSha256());
    }

    @Test
    void aBadArchiveIsRejectedWithItsReasons() throws Exception {
        String project = newProject();
        String key = workshop.upload(
                project, "1/a", TestArchives.TAR.pack(Map.of("../up", text("x"), "a\\b", text("y")), 1));

        workshop.announce(build(project, "1", BuildSource.archive(key), null));

        assertThat(rejection(project))
                .extracting(Reason::code)
                .containsExactlyInAnyOrder("PATH_TRAVERSAL", "BACKSLASH");
        assertThat(((BuildRejected) workshop.outcome(project)).source()).isEqualTo(key);
    }

    @Test
    void aBuildWithoutTheStartPageThatItsProjectDemandsIsRejected() throws Exception {
        String project = newProject();
        BuildSource source = BuildSource.archive(workshop.upload(project, "1/a", TestArchives.ZIP.pack(TREE, 1)));

        workshop.announce(new BuildFinished(
                "1",
                project,
                "ios",
                "2.1.0",
                null,
                source,
                "www",
                null,
                false,
                0,
                null,
                null,
                null,
                true,
                "start.html",
                null,
                null));

        BuildRejected rejected = (BuildRejected) workshop.outcome(project);
        assertThat(rejected.reasons()).extracting(Reason::code).containsExactly("START_PAGE_MISSING");
    }

    @Test
    void aRejectedBuildIsTriedAnewWithAnotherSource() throws Exception {
        String project = newProject();
        String bad = workshop.upload(project, "1/bad", text("no archive"));
        workshop.announce(build(project, "1", BuildSource.archive(bad), null));
        assertThat(rejection(project)).extracting(Reason::code).containsExactly("NOT_AN_ARCHIVE");

        String good = workshop.upload(project, "1/good", TestArchives.ZIP.pack(TREE, 1));
        workshop.announce(build(project, "1", BuildSource.archive(good), null));

        assertThat(workshop.outcomes(project, 2).get(1)).isInstanceOf(PackageReady.class);
    }

    @Test
    void aSourceThatWasMissingIsFoundOnceItIsThere() throws Exception {
        String project = newProject();
        BuildFinished build = build(project, "1", BuildSource.archive("builds/" + project + "/1/a"), null);
        workshop.announce(build);
        assertThat(rejection(project)).extracting(Reason::code).containsExactly("SOURCE_MISSING");

        workshop.upload(project, "1/a", TestArchives.ZIP.pack(TREE, 1));
        workshop.announce(build);

        assertThat(workshop.outcomes(project, 2).get(1)).isInstanceOf(PackageReady.class);
    }

    @Test
    void aSourceThatIsNotTheProjectsOwnIsRefused() throws Exception {
        for (String key :
                List.of("builds/other/1/a", "builds/%s/../other/a", "builds/%s/", "receipts/%s/a", "builds/%s//a")) {
            String project = newProject();

            workshop.announce(build(project, "1", BuildSource.archive(key.formatted(project)), null));

            assertThat(rejection(project)).extracting(Reason::code).containsExactly("SOURCE_NOT_ALLOWED");
        }
    }

    @Test
    void aSourceThatIsNotTheAnnouncedOneIsRefused() throws Exception {
        String project = newProject();
        byte[] archive = TestArchives.ZIP.pack(TREE, 1);
        String key = workshop.upload(project, "1/a", archive);

        workshop.announce(build(project, "1", new BuildSource(key, null, 7L, null), null));
        assertThat(rejection(project)).extracting(Reason::code).containsExactly("SOURCE_SIZE_MISMATCH");
        workshop.announce(build(project, "2", new BuildSource(key, null, null, Sha256.of(text("other"))), null));

        assertThat(((BuildRejected) workshop.outcomes(project, 2).get(1)).reasons())
                .extracting(Reason::code)
                .containsExactly("SOURCE_DIGEST_MISMATCH");
    }

    @Test
    void whatIsNoEventIsPutAsideAndTheNextBuildIsPacked() throws Exception {
        String project = newProject();
        String key = workshop.upload(project, "1/a", TestArchives.ZIP.pack(TREE, 1));

        workshop.send(new ProducerRecord<>("builds", project, text("no json")));
        workshop.announce(build(project, "1", BuildSource.archive(key), null));

        ConsumerRecord<String, byte[]> aside = workshop.putAside(project);
        assertThat(workshop.outcome(project)).isInstanceOf(PackageReady.class);
        assertThat(aside.value()).isEqualTo(text("no json"));
        assertThat(header(aside, DeadLetterHeaders.CAUSE)).startsWith("INVALID_EVENT: ");
        assertThat(header(aside, DeadLetterHeaders.TOPIC)).isEqualTo("builds");
        assertThat(header(aside, DeadLetterHeaders.OFFSET)).matches("\\d+");
        assertThat(header(aside, DeadLetterHeaders.TIME)).isNotEmpty();
    }

    @Test
    void aBrokenEventEndsNoBuildThoughItNamesOne() throws Exception {
        String project = newProject();
        String key = workshop.upload(project, "8/a", TestArchives.ZIP.pack(TREE, 1));

        workshop.send(Workshop.event(project, "dev.tideway.build.finished.v1", """
            {"project_id":"%s","os":"ios","build_id":"7","app_version":"1"}\
            """.formatted(project)));

        assertThat(header(workshop.putAside(project), DeadLetterHeaders.CAUSE))
                .startsWith("INVALID_EVENT: ")
                .contains("source");
        workshop.announce(build(project, "8", BuildSource.archive(key), null));
        assertThat(workshop.outcomes(project, 1)).singleElement().isInstanceOf(PackageReady.class);
    }

    @Test
    void anEventOfAnUnknownTypeIsPutAside() {
        String project = newProject();

        workshop.send(Workshop.event(project, "dev.tideway.build.dreamt.v1", "{}"));

        assertThat(header(workshop.putAside(project), DeadLetterHeaders.CAUSE)).startsWith("UNKNOWN_EVENT_TYPE: ");
    }

    @Test
    void withoutS3BuildsWaitAndAreFinishedWhenItIsBack() throws Exception {
        String project = newProject();
        String key = workshop.upload(project, "1/a", TestArchives.ZIP.pack(TREE, 1));
        RealParts.stop(Part.S3);
        try {
            IntStream.range(0, 6)
                    .forEach(i -> workshop.announce(build(project, "b" + i, BuildSource.archive(key), null)));
            Awaitility.await().atMost(Workshop.PATIENCE).until(() -> metrics()
                    .contains("tideway_packager_builds_waiting 4"));
            RestAssured.get("/q/health").then().statusCode(200);
        } finally {
            RealParts.restart(Part.S3);
        }

        assertThat(workshop.outcomes(project, 6)).hasSize(6).allMatch(PackageReady.class::isInstance);
    }

    @Test
    void noTemporaryFileIsLeftAfterSuccessAndFailure() throws Exception {
        String project = newProject();
        workshop.upload(project, "1/a", TestArchives.ZIP.pack(TREE, 1));
        workshop.upload(project, "2/a", text("no archive"));
        workshop.announce(build(project, "1", BuildSource.archive("builds/" + project + "/1/a"), null));
        workshop.announce(build(project, "2", BuildSource.archive("builds/" + project + "/2/a"), null));
        workshop.outcomes(project, 2);

        // The builds of other tests may still be about to end, and an outcome is counted after it was told.
        Awaitility.await().atMost(Workshop.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            try (Stream<Path> left = Files.walk(Path.of("target/work"))) {
                assertThat(left.filter(Files::isRegularFile))
                        .extracting(path -> path.getFileName().toString())
                        .containsOnly("lock");
            }
            assertThat(metrics())
                    .contains("tideway_packager_builds_total{outcome=\"rejected\",reason=\"NOT_AN_ARCHIVE\"}");
        });
    }

    private List<Reason> rejection(String project) {
        return ((BuildRejected) workshop.outcome(project)).reasons();
    }

    private static String metrics() {
        return RestAssured.get("/q/metrics").asString();
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
