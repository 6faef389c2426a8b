package dev.tideway.packager.actions;

import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Manifest.ManifestFile;
import dev.tideway.protocol.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trees of small files for tests, by path without a slash before it. */
final class Trees {
    static final ActionKeys KEYS =
            new ActionKeys("DoNothing", "CopyAndMove", "DeleteFiles", "DeleteFolders", "from", "to");

    private Trees() {}

    /** @param pathsAndContents alternating */
    static Map<String, String> tree(String... pathsAndContents) {
        Map<String, String> tree = new TreeMap<>();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            tree.put(pathsAndContents[i], pathsAndContents[i + 1]);
        }
        return tree;
    }

    static AppFiles app(Map<String, String> tree) {
        return AppFiles.of(manifest(tree));
    }

    static Manifest manifest(Map<String, String> tree) {
        List<ManifestFile> files = new ArrayList<>();
        tree.forEach((path, content) -> files.add(new ManifestFile(path, content.length(), digest(content))));
        Artifact some = new Artifact(digest(tree.toString()), 1);
        return new Manifest(some, some, files);
    }

    private static Sha256 digest(String content) {
        return Sha256.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
