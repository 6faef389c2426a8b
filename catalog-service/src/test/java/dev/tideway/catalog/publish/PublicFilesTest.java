package dev.tideway.catalog.publish;

import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.deployedAs;
import static dev.tideway.catalog.check.Catalogues.in;
import static dev.tideway.catalog.check.Catalogues.needingPlugin;
import static dev.tideway.catalog.check.Catalogues.onChannel;
import static dev.tideway.catalog.check.Catalogues.release;
import static dev.tideway.catalog.check.Catalogues.toCohorts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.catalog.check.UpdateChecker;
import dev.tideway.catalog.publish.PublicFiles.JsonFile;
import dev.tideway.catalog.publish.PublicFiles.ZipCopy;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import dev.tideway.protocol.catalogue.ProjectSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicFilesTest {
    private final UpdateChecker checker = new UpdateChecker("https://cdn.example.com");

    @Test
    void namesTheHighestDeployVersionOfEachOs() {
        PublicFiles files = files(catalogue(
                "shop",
                1,
                deployedAs("1.9", release("ios", "2.1.0", 1)),
                deployedAs("1.10", release("ios", "2.1.0", 2)),
                release("android", "2.1.0", 4)));

        assertThat(files.olderUpdateJson())
                .isEqualTo(new JsonFile(
                        "deploy/shop/update.json",
                        "{\"android\":{\"version\":\"2.1.0\"},\"ios\":{\"version\":\"1.10\"}}"));
        assertThat(files.zips())
                .containsExactly(
                        zip("android-v2.1.0", release("android", "2.1.0", 4)),
                        zip("ios-v1.10", release("ios", "2.1.0", 2)));
    }

    @Test
    void takesTheNewestUpdateWhereADeployVersionRepeats() {
        PublicFiles files = files(catalogue("shop", 1, release("ios", "2.1.0", 10), release("ios", "2.1.0", 9)));

        assertThat(files.zips()).containsExactly(zip("ios-v2.1.0", release("ios", "2.1.0", 10)));
    }

    @Test
    void leavesOutAnOsThatHasNothingForEverybody() {
        PublicFiles files = files(catalogue(
                "shop",
                1,
                in(State.PAUSED, release("ios", "2.1.0", 1)),
                in(State.WITHDRAWN, release("ios", "2.1.0", 2)),
                toCohorts(500, release("ios", "2.1.0", 3)),
                needingPlugin("5", release("ios", "2.1.0", 4)),
                onChannel("beta", release("ios", "2.1.0", 5))));

        assertThat(files.olderUpdateJson().json()).isEqualTo("{}");
        assertThat(files.zips()).isEmpty();
    }

    @Test
    void keepsAStaticFormForEachChannelThatEverHadARelease() {
        PublicFiles files = files(catalogue(
                "shop",
                1,
                release("ios", "2.1.0", 1),
                onChannel("beta", in(State.WITHDRAWN, release("ios", "2.1.0", 2))),
                onChannel("nightly", release("ios", "2.1.0", 3))));

        assertThat(files.staticForms())
                .extracting(JsonFile::key)
                .containsExactly(
                        "deploy/shop/checkUpdate.json",
                        "deploy/shop/channels/beta/checkUpdate.json",
                        "deploy/shop/channels/nightly/checkUpdate.json");
        assertThat(files.staticForms().get(0).json()).startsWith("{\"ios\":{\"2.1.0\":{\"1\":{");
        assertThat(files.staticForms().get(1).json()).isEqualTo("{}");
        assertThat(files.staticForms().get(2).json()).startsWith("{\"ios\":{\"2.1.0\":{\"3\":{");
    }

    @Test
    void listsEveryUpdateThatEverybodyMayBeToldOldestFirst() {
        PublicFiles files = files(catalogue(
                "shop",
                1,
                release("ios", "2.1.0", 10),
                release("ios", "2.1.0", 9),
                toCohorts(10, release("ios", "2.1.0", 11)),
                release("ios", "2.0", 1)));

        assertThat(files.staticForms().get(0).json())
                .containsSubsequence("\"2.0\":{\"1\":", "\"2.1.0\":{\"9\":", "\"10\":")
                .doesNotContain("\"11\"");
    }

    @Test
    void listsNoMoreUpdatesOfAnAppVersionThanTheProjectKeeps() {
        ProjectSettings two = new ProjectSettings(List.of(), null, null, false, null, 0, 2, true, null);
        PublicFiles files = files(catalogue(
                "shop",
                1,
                two,
                release("ios", "2.1.0", 1),
                release("ios", "2.1.0", 2),
                release("ios", "2.1.0", 3),
                release("ios", "2.2.0", 1)));

        assertThat(files.staticForms().get(0).json())
                .containsSubsequence("\"2.1.0\":{\"2\":", "\"3\":", "\"2.2.0\":{\"1\":")
                .doesNotContain("\"2.1.0\":{\"1\":");
    }

    @Test
    void hasAnEmptyFormForAProjectWithoutReleases() {
        PublicFiles files = files(catalogue("shop", 1));

        assertThat(files.staticForms()).containsExactly(new JsonFile("deploy/shop/checkUpdate.json", "{}"));
        assertThat(files.olderUpdateJson().json()).isEqualTo("{}");
    }

    private PublicFiles files(Catalogue catalogue) {
        return PublicFiles.of(catalogue, checker);
    }

    private static ZipCopy zip(String name, CatalogueRelease release) {
        return new ZipCopy(
                "deploy/shop/" + name + ".zip", release.updatePackage().sha256());
    }
}
