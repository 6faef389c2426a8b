package dev.tideway.packager.actions;

import static dev.tideway.packager.actions.Trees.app;
import static dev.tideway.packager.actions.Trees.tree;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tideway.packager.source.Problems;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.protocol.GoldenMessages;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.InstallActions;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a build brings as {@code update.json}: it is refused with reasons of bounded size that can be sent, or whoever
 * carries it out has every file of the build. In an ordinary run only the seeds are tried.
 */
class UpdateJsonFuzz {
    private static final int MAX_PROBLEMS = 10;
    private static final int MAX_REASON = 3000;

    static final AppFiles OFFERED = app(tree(
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
            "tmp/x",
            "x",
            "a",
            "f",
            "b/c",
            "f"));
    static final AppFiles BUILD = app(tree(
            "index.html",
            "2",
            "js/app.js",
            "b",
            "img/logo.png",
            "l",
            "config/settings.json",
            "s",
            "a/b",
            "f",
            "b",
            "f"));

    static Stream<byte[]> seeds() {
        String golden = new String(GoldenMessages.bytes("install-actions"), StandardCharsets.UTF_8);
        String good = """
                {"AddOrUpdate":["/index.html","/js/app.js","/a/b","/b"],"DoNothing":["/img/logo.png"],\
                "CopyAndMove":[{"from":"/conf/settings.json","to":"/config/settings.json"}],\
                "DeleteFiles":["/js/old.js","/a"],"DeleteFolders":["/tmp/","/b/"]}""";
        String first = """
                {"AddOrUpdate":["/index.html","/js/app.js","/img/logo.png","/config/settings.json","/a/b","/b"]}""";
        return Stream.of(
                        golden,
                        good,
                        first,
                        good.replace("/tmp/", "/"),
                        good.replace("/conf/", "/b/"),
                        good.replace("/config/", "/x".repeat(5000)),
                        good.replace("/b\"", "/\\ud800" + "\\ud83d\\ude00".repeat(300) + "\""),
                        good.replace("/a\"", "/../\\u0000\\\\\""),
                        good.replace("from", "to"),
                        good.replace("DoNothing", "\\ud800".repeat(200)),
                        good.replace("[\"", "[[{},null,1e999,true],\""),
                        "\ufeff" + good,
                        "[".repeat(2000),
                        "{\"a\":".repeat(2000),
                        "{} {}",
                        "")
                .map(json -> json.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void isRefusedWithReasonsOrLeadsToTheBuild(byte[] json) {
        if (json != null) {
            check(json, OFFERED);
            check(json, null);
        }
    }

    private static void check(byte[] json, @Nullable AppFiles offered) {
        Problems problems = new Problems(MAX_PROBLEMS);
        try {
            UpdateJson own = read(json, offered, problems);
            problems.refuseIfAny();
            leadsToTheBuild(own.sorted(), offered);
            byte[] published = UpdateJson.write(own.sorted(), Trees.KEYS);
            require(read(published, offered, problems).sorted().equals(own.sorted()), "published as something else");
            problems.refuseIfAny();
        } catch (RefusedException e) {
            require(
                    !e.reasons().isEmpty() && e.reasons().size() <= MAX_PROBLEMS + 1,
                    "so many reasons: " + e.reasons());
            e.reasons().forEach(UpdateJsonFuzz::canBeSent);
        }
    }

    private static UpdateJson read(byte[] json, @Nullable AppFiles offered, Problems problems) throws RefusedException {
        UpdateJson own = new UpdateJsonReader(Trees.KEYS, problems).read(json);
        new UpdateJsonRules(BUILD, offered, Trees.KEYS, problems).check(own);
        return own;
    }

    private static void leadsToTheBuild(InstallActions actions, @Nullable AppFiles offered) {
        Map<String, @Nullable Sha256> files = new HashMap<>();
        if (offered != null) {
            offered.paths().forEach(path -> files.put(path, offered.digest(path)));
        }
        actions.copyAndMove().forEach(move -> files.put(move.to(), files.remove(move.from())));
        actions.deleteFiles().forEach(files::remove);
        actions.deleteFolders().forEach(folder -> files.keySet().removeIf(path -> path.startsWith(folder)));
        actions.addOrUpdate().forEach(path -> files.put(path, BUILD.digest(path)));
        List<String> missing = BUILD.paths().stream()
                .filter(path -> !String.valueOf(BUILD.digest(path)).equals(String.valueOf(files.get(path))))
                .toList();
        require(missing.isEmpty(), "other than in the build: " + missing);
        files.keySet()
                .forEach(path -> require(
                        files.keySet().stream().noneMatch(other -> other.startsWith(path + "/")),
                        path + " is a file and a folder"));
    }

    private static void canBeSent(Reason reason) {
        require(WireJson.write(reason).length <= MAX_REASON, "a reason of many bytes: " + reason.code());
        require(
                StandardCharsets.UTF_8.newEncoder().canEncode(reason.path() + reason.message()),
                "a reason that cannot be written: " + reason.code());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
