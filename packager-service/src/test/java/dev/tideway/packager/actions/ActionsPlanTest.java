package dev.tideway.packager.actions;

import static dev.tideway.packager.actions.Trees.app;
import static dev.tideway.packager.actions.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.packager.source.Problems;
import dev.tideway.protocol.GoldenMessages;
import dev.tideway.protocol.artifact.InstallActions;
import dev.tideway.protocol.artifact.InstallActions.Move;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Manifest.ManifestFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ActionsPlanTest {
    private static final Map<String, String> EARLIER = tree(
            "index.html",
            "1",
            "js/app.js",
            "a",
            "js/old.js",
            "o",
            "img/logo.png",
            "l",
            "conf/settings.json",
            "s",
            "conf/other.json",
            "k",
            "tmp/x",
            "x",
            "tmp/deep/y",
            "y");
    private static final Map<String, String> LATER = tree(
            "index.html",
            "2",
            "js/app.js",
            "b",
            "img/logo.png",
            "l",
            "config/settings.json",
            "s",
            "conf/other.json",
            "k");

    @Property
    void carriedOutOnTheFirstOfAnyTwoTreesTheyGiveTheSecond(
            @ForAll("trees") Map<String, String> first, @ForAll("trees") Map<String, String> second) throws Exception {
        InstallActions actions = ActionsPlan.between(app(first), app(second), "a");
        Device device = new Device(first);

        device.carryOut(UpdateJson.write(actions, Trees.KEYS), second);

        device.hasExactly(second);
    }

    @Property
    void whatIsMadeKeepsEveryRuleForWhatABuildBrings(
            @ForAll("trees") Map<String, String> first, @ForAll("trees") Map<String, String> second) throws Exception {
        byte[] made = UpdateJson.write(ActionsPlan.between(app(first), app(second), "a"), Trees.KEYS);
        Problems problems = new Problems(100);

        UpdateJson read = new UpdateJsonReader(Trees.KEYS, problems).read(made);
        new UpdateJsonRules(app(second), app(first), Trees.KEYS, problems).check(read);

        problems.refuseIfAny();
        assertThat(UpdateJson.write(read.sorted(), Trees.KEYS)).isEqualTo(made);
    }

    @Property
    void theOrderInWhichFilesAreListedChangesNoByte(
            @ForAll("trees") Map<String, String> first,
            @ForAll("trees") Map<String, String> second,
            @ForAll Random random) {
        byte[] made = UpdateJson.write(ActionsPlan.between(app(first), app(second), "a"), Trees.KEYS);

        AppFiles shuffledFirst = AppFiles.of(shuffled(Trees.manifest(first), random));
        AppFiles shuffledSecond = AppFiles.of(shuffled(Trees.manifest(second), random));

        assertThat(UpdateJson.write(ActionsPlan.between(shuffledFirst, shuffledSecond, "a"), Trees.KEYS))
                .isEqualTo(made);
    }

    @Test
    void everyFileStandsInTheListOfWhatIsDoneWithIt() {
        InstallActions actions = ActionsPlan.between(app(EARLIER), app(LATER), "index.html");

        assertThat(actions)
                .isEqualTo(new InstallActions(
                        List.of("/index.html", "/js/app.js"),
                        List.of("/conf/other.json", "/img/logo.png"),
                        List.of(new Move("/conf/settings.json", "/config/settings.json")),
                        List.of("/js/old.js"),
                        List.of("/tmp/")));
    }

    @Test
    void theFirstUpdateHasAdditionsAlone() {
        InstallActions actions = ActionsPlan.first(app(tree("b.js", "b", "a.js", "a")));

        assertThat(new String(UpdateJson.write(actions, Trees.KEYS), StandardCharsets.UTF_8))
                .isEqualTo("{\"AddOrUpdate\":[\"/a.js\",\"/b.js\"]}");
    }

    @Test
    void aCopyWhoseSourceStaysIsAnAddition() {
        InstallActions actions = ActionsPlan.between(app(tree("a", "1")), app(tree("a", "1", "b", "1")), "a");

        assertThat(actions.addOrUpdate()).containsExactly("/b");
        assertThat(actions.copyAndMove()).isEmpty();
    }

    @Test
    void ofSeveralOldPathsTheOneOfTheSameNameIsTakenElseTheFirst() {
        Map<String, String> earlier = tree("x/a.js", "1", "x/b.js", "1", "x/c.js", "1");
        Map<String, String> later = tree("y/b.js", "1", "y/d.js", "1", "z", "2");

        assertThat(ActionsPlan.between(app(earlier), app(later), "z").copyAndMove())
                .containsExactly(new Move("/x/b.js", "/y/b.js"), new Move("/x/a.js", "/y/d.js"));
    }

    @Test
    void whereNothingIsAddedItIsTheStartPageElseTheFirstPath() {
        Map<String, String> earlier = tree("a.js", "1", "start.html", "2", "gone.js", "3");
        Map<String, String> later = tree("a.js", "1", "start.html", "2");

        assertThat(ActionsPlan.between(app(earlier), app(later), "start.html").addOrUpdate())
                .containsExactly("/start.html");
        assertThat(ActionsPlan.between(app(earlier), app(later), "index.html").addOrUpdate())
                .containsExactly("/a.js");
    }

    @Test
    void aMovedStartPageThatIsAddedInsteadLeavesNothingBehind() throws Exception {
        Map<String, String> earlier = tree("old.html", "1");
        Map<String, String> later = tree("index.html", "1");

        InstallActions actions = ActionsPlan.between(app(earlier), app(later), "index.html");

        assertThat(actions.addOrUpdate()).containsExactly("/index.html");
        assertThat(actions.deleteFiles()).containsExactly("/old.html");
    }

    @Test
    void theLayoutsFolderIsNoPartOfThePaths() {
        InstallActions actions = ActionsPlan.between(
                app(tree("www/index.html", "1", "www/a.js", "a")), app(tree("index.html", "2", "a.js", "a")), "x");

        assertThat(actions.addOrUpdate()).containsExactly("/index.html");
        assertThat(actions.doNothing()).containsExactly("/a.js");
    }

    @Test
    void theGoldenExampleIsWrittenAsItStands() {
        InstallActions example = GoldenMessages.read("install-actions", InstallActions.class);

        assertThat(new String(UpdateJson.write(example, Trees.KEYS), StandardCharsets.UTF_8))
                .isEqualTo(new String(GoldenMessages.bytes("install-actions"), StandardCharsets.UTF_8)
                        .replaceAll("\\s", ""));
    }

    /** Few names and contents, so that trees have much in common, and files stand where folders stood. */
    @Provide
    Arbitrary<Map<String, String>> trees() {
        Arbitrary<String> paths = Arbitraries.of("a", "b", "c", "\uE000", "\uD800\uDC00")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("/", parts));
        return Arbitraries.maps(paths, Arbitraries.of("1", "2", "3", "4"))
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(ActionsPlanTest::withoutFilesThatAreFolders);
    }

    private static Map<String, String> withoutFilesThatAreFolders(Map<String, String> drawn) {
        Map<String, String> tree = new TreeMap<>(drawn);
        tree.keySet().removeIf(path -> drawn.keySet().stream().anyMatch(other -> other.startsWith(path + "/")));
        return tree;
    }

    private static Manifest shuffled(Manifest manifest, Random random) {
        List<ManifestFile> files = new ArrayList<>(manifest.files());
        Collections.shuffle(files, random);
        return new Manifest(manifest.updatePackage(), manifest.bundle(), files);
    }
}
