package dev.tideway.packager.build;

import static dev.tideway.packager.build.Workshop.newProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.packager.archive.TestPackages;
import dev.tideway.packager.source.TestArchives;
import dev.tideway.protocol.GoldenMessages;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.InstallActions;
import dev.tideway.protocol.artifact.InstallActions.Move;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.event.ActionsReady;
import dev.tideway.protocol.event.BuildEvent;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildRejected;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.PackageReady;
import dev.tideway.protocol.event.ReleaseOffered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = RealPartsResource.class, initArgs = @ResourceArg(name = "parts", value = "kafka,s3"))
class InstallActionsTest {
    private static final String EVERY_FILE = "{\"AddOrUpdate\":[\"/js/app.js\", \"/index.html\"]}";

    @Inject
    Workshop workshop;

    @Test
    void anOfferIsFollowedByActionsFromNothingAndFromEachEarlierPackage() throws Exception {
        String project = newProject();
        PackageReady first = packed(project, "1", tree("a", "js/old.js"), true);
        PackageReady second = packed(project, "2", tree("b", "js/new.js"), true);

        workshop.offer(offer(second, List.of(first)));

        List<ActionsReady> ready = workshop.said(project, ActionsReady.class, 2);
        ActionsBase earlier = ActionsBase.of(first.updatePackage().sha256());
        assertThat(ready).extracting(ActionsReady::from).containsExactly(ActionsBase.NONE, earlier);
        assertThat(actions(ready.get(0)))
                .isEqualTo(new InstallActions(
                        List.of("/index.html", "/js/app.js", "/js/new.js"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
        assertThat(actions(ready.get(1)))
                .isEqualTo(new InstallActions(
                        List.of("/index.html"),
                        List.of("/js/app.js"),
                        List.of(new Move("/js/old.js", "/js/new.js")),
                        List.of(),
                        List.of()));
        assertThat(workshop.publicHead(ready.get(1).key()).headers().get("Cache-Control"))
                .contains("immutable");
    }

    @Test
    void anOfferThatIsReadTwiceSaysTheSameAgainAndHoldsUpNothing() throws Exception {
        String project = newProject();
        PackageReady first = packed(project, "1", tree("a", "js/old.js"), true);
        PackageReady second = packed(project, "2", tree("b", "js/new.js"), true);

        workshop.send(new ProducerRecord<>(Topic.RELEASES.topicName(), project, bytes("no event")));
        workshop.offer(offer(second, List.of(first)));
        workshop.offer(offer(second, List.of(first)));

        List<ActionsReady> ready = workshop.said(project, ActionsReady.class, 4);
        assertThat(ready.subList(2, 4)).isEqualTo(ready.subList(0, 2));
        assertThat(workshop.putAside(Topic.RELEASES_DLQ, project).value()).isEqualTo(bytes("no event"));
    }

    @Test
    void anEarlierPackageThatIsGoneIsPassedOver() throws Exception {
        String project = newProject();
        PackageReady ready = packed(project, "1", tree("a", "js/old.js"), true);
        PackageReady gone = new PackageReady(
                project,
                "ios",
                "0",
                ready.source(),
                ready.sourceSha256(),
                ready.eventSha256(),
                new Artifact(Sha256.of(bytes(project)), 1),
                ready.bundle());

        workshop.offer(offer(ready, List.of(gone, ready)));
        workshop.offer(offer(ready, List.of()));

        assertThat(workshop.said(project, ActionsReady.class, 2))
                .extracting(ActionsReady::from)
                .containsExactly(ActionsBase.NONE, ActionsBase.NONE);
    }

    @Test
    void aBuildsOwnInstructionsAreNoPartOfThePackageAndAreAnnouncedForTheFirstUpdate() throws Exception {
        String project = newProject();
        Map<String, byte[]> tree = tree(project, null);

        PackageReady ready = packed(project, "1", with(tree, EVERY_FILE), true);
        workshop.offer(offer(ready, List.of()));

        assertThat(TestPackages.unzip(workshop.publicObject(
                        ArtifactKeys.packageZip(ready.updatePackage().sha256()))))
                .containsOnlyKeys(tree.keySet());
        ActionsReady told = workshop.said(project, ActionsReady.class, 1).get(0);
        assertThat(new String(workshop.publicObject(told.key()), StandardCharsets.UTF_8))
                .isEqualTo("{\"AddOrUpdate\":[\"/index.html\",\"/js/app.js\"]}");
    }

    @Test
    void whereTheyAreNotReadTheyAreAFileLikeAnyOther() throws Exception {
        String project = newProject();

        PackageReady ready = packed(project, "1", with(tree("a", null), "nonsense"), false);

        Manifest manifest = WireJson.read(
                workshop.publicObject(
                        ArtifactKeys.manifest(ready.updatePackage().sha256())),
                Manifest.class);
        assertThat(manifest.files())
                .extracting(Manifest.ManifestFile::path)
                .containsExactly("index.html", "js/app.js", "update.json");
    }

    @Test
    void instructionsForTheStepFromTheNewestOfferedReleaseAreTakenAsTheyAre() throws Exception {
        String project = newProject();
        PackageReady first = packed(project, "1", tree(project, "js/old.js"), true);
        workshop.publish(
                new Catalogue(project, 2, false, null, List.of(release(first, 1, CatalogueRelease.State.OFFERED))));
        String keepsTheOldFile = "{\"DoNothing\":[\"/js/app.js\"],\"AddOrUpdate\":[\"/index.html\"]}";

        PackageReady second = packed(project, "2", with(tree("b" + project, null), keepsTheOldFile), true);
        workshop.offer(offer(second, List.of(first)));

        ActionsReady told = workshop.said(project, ActionsReady.class, 2).get(1);
        assertThat(actions(told))
                .isEqualTo(new InstallActions(
                        List.of("/index.html"), List.of("/js/app.js"), List.of(), List.of(), List.of()));
    }

    @Test
    void instructionsThatDoNotFitTheNewestOfferedReleaseAreRefusedWithEveryReason() throws Exception {
        String project = newProject();
        PackageReady first = packed(project, "1", tree("a", "js/old.js"), true);
        PackageReady withdrawn = packed(project, "2", tree("w", null), true);
        workshop.publish(new Catalogue(
                project,
                3,
                false,
                null,
                List.of(
                        release(first, 1, CatalogueRelease.State.OFFERED),
                        release(withdrawn, 2, CatalogueRelease.State.WITHDRAWN))));
        String wrong = "{\"AddOrUpdate\":[\"js/app.js\"],\"DoNothing\":[\"/index.html\"],\"DeleteFiles\":[\"/js/\"]}";

        announce(project, "3", with(tree("b", null), wrong), true);

        BuildEvent outcome = workshop.outcomes(project, 3).get(2);
        assertThat(((BuildRejected) outcome).reasons())
                .extracting(Reason::code, Reason::path)
                .containsExactlyInAnyOrder(
                        tuple("UPDATE_JSON_NO_LEADING_SLASH", "js/app.js"),
                        tuple("UPDATE_JSON_FILE_NOT_LISTED", "/js/app.js"),
                        tuple("UPDATE_JSON_KEEPS_CHANGED", "/index.html"),
                        tuple("UPDATE_JSON_FOLDER_AMONG_FILES", "/js/"));
    }

    @Test
    void everythingThatIsWrongWithABuildIsToldInOneRound() throws Exception {
        String project = newProject();
        Map<String, byte[]> tree =
                with(tree("a", null), "{\"AddOrUpdate\":[\"/index.html\",\"/js/damaged.js\",\"/no\"]}");
        tree.put("../up", bytes("x"));
        tree.put("INDEX.html", bytes("x"));
        tree.put("js/damaged.js", bytes("what is to be damaged"));
        byte[] archive = TestArchives.STORED_ZIP.pack(tree, 1);
        archive[new String(archive, StandardCharsets.ISO_8859_1).indexOf("what is to be damaged")] ^= 1;
        BuildSource source = BuildSource.archive(workshop.upload(project, "1/a", archive));

        workshop.announce(new BuildFinished(
                "1",
                project,
                "ios",
                "2.1.0",
                null,
                source,
                null,
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

        assertThat(((BuildRejected) workshop.outcome(project)).reasons())
                .extracting(Reason::code, Reason::path)
                .containsExactlyInAnyOrder(
                        tuple("PATH_TRAVERSAL", "../up"),
                        tuple("DIFFERS_ONLY_IN_CASE", "index.html"),
                        tuple("WRONG_CHECKSUM", "js/damaged.js"),
                        tuple("START_PAGE_MISSING", "start.html"),
                        tuple("UPDATE_JSON_UNKNOWN_FILE", "/no"),
                        tuple("UPDATE_JSON_FILE_NOT_LISTED", "/INDEX.html"),
                        tuple("UPDATE_JSON_FILE_NOT_LISTED", "/js/app.js"));
    }

    @Test
    void nothingButInstructionsIsAnEmptyTree() throws Exception {
        String project = newProject();

        announce(project, "1", with(Map.of(), EVERY_FILE), true);

        assertThat(((BuildRejected) workshop.outcome(project)).reasons())
                .extracting(Reason::code)
                .containsExactly("EMPTY_TREE");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsWrittenFitsThePublishedSchemas(boolean accepted) throws Exception {
        String project = newProject();
        PackageReady first = packed(project, "1", tree("a", "js/old.js"), true);
        announce(project, "2", accepted ? tree("b", null) : with(tree("b", null), "no json"), true);
        assertThat(workshop.outcomes(project, 2).get(1) instanceof PackageReady).isEqualTo(accepted);
        workshop.offer(offer(first, List.of()));
        ActionsReady ready = workshop.said(project, ActionsReady.class, 1).get(0);

        assertThat(errors("receipt", workshop.privateObject(ArtifactKeys.receipt(project, "ios", "2"))))
                .isEmpty();
        assertThat(errors(
                        "manifest",
                        workshop.publicObject(
                                ArtifactKeys.manifest(first.updatePackage().sha256()))))
                .isEmpty();
        assertThat(errors("install-actions", workshop.publicObject(ready.key())))
                .isEmpty();
        assertThat(errors("actions-ready", WireJson.write(ready))).isEmpty();
    }

    private static List<?> errors(String schema, byte[] json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new String(GoldenMessages.schema(schema), StandardCharsets.UTF_8), InputFormat.JSON)
                .validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON);
    }

    private PackageReady packed(String project, String build, Map<String, byte[]> tree, boolean readUpdateJson)
            throws Exception {
        announce(project, build, tree, readUpdateJson);
        return workshop.said(project, PackageReady.class, Integer.parseInt(build)).stream()
                .filter(ready -> ready.buildId().equals(build))
                .findFirst()
                .orElseThrow();
    }

    private void announce(String project, String build, Map<String, byte[]> tree, boolean readUpdateJson)
            throws Exception {
        String key = workshop.upload(project, build + "/a", TestArchives.ZIP.pack(tree, 1));
        workshop.announce(new BuildFinished(
                build,
                project,
                "ios",
                "2.1.0",
                null,
                BuildSource.archive(key),
                null,
                null,
                false,
                0,
                null,
                null,
                null,
                readUpdateJson,
                null,
                null,
                null));
    }

    private InstallActions actions(ActionsReady ready) throws Exception {
        byte[] document = workshop.publicObject(ready.key());
        assertThat(Sha256.of(document)).isEqualTo(ready.actions().sha256());
        return WireJson.read(document, InstallActions.class);
    }

    private static ReleaseOffered offer(PackageReady ready, List<PackageReady> earlier) {
        return new ReleaseOffered(
                ready.projectId(),
                ready.os(),
                "2.1.0",
                "release",
                1,
                20261125,
                ready.buildId(),
                ready.updatePackage(),
                ready.bundle(),
                earlier.stream()
                        .map(base -> new ReleaseOffered.Base(base.updatePackage(), base.bundle()))
                        .toList());
    }

    private static CatalogueRelease release(PackageReady ready, long number, CatalogueRelease.State state) {
        return new CatalogueRelease(
                ready.os(),
                "2.1.0",
                "release",
                number,
                20261125,
                state,
                1000,
                false,
                null,
                null,
                ready.updatePackage(),
                ready.bundle());
    }

    /** @param more a file of the same content in every tree */
    private static Map<String, byte[]> tree(String page, String more) {
        Map<String, byte[]> tree = new TreeMap<>(Map.of("index.html", bytes(page), "js/app.js", bytes("app")));
        Stream.ofNullable(more).forEach(path -> tree.put(path, bytes("more")));
        return tree;
    }

    private static Map<String, byte[]> with(Map<String, byte[]> tree, String updateJson) {
        Map<String, byte[]> more = new TreeMap<>(tree);
        more.put("update.json", bytes(updateJson));
        return more;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
