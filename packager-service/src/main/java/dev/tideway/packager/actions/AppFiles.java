package dev.tideway.packager.actions;

import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Sha256;
import java.util.Collections;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a package as install instructions speak of them: each path with a slash before it. Where everything lies
 * under {@code www/}, that is the layout's, and no part of the paths: it depends on the files alone, as the name of the
 * instructions does.
 */
final class AppFiles {
    private static final String LAYOUT_FOLDER = "www/";

    private final NavigableMap<String, Sha256> byPath = new TreeMap<>(SourceTree.PATH_ORDER);
    private final Set<String> folders = new HashSet<>();

    private AppFiles() {}

    static AppFiles of(Manifest manifest) {
        boolean laidOut = manifest.files().stream().allMatch(file -> file.path().startsWith(LAYOUT_FOLDER));
        AppFiles app = new AppFiles();
        for (Manifest.ManifestFile file : manifest.files()) {
            String path = laidOut ? file.path().substring(LAYOUT_FOLDER.length()) : file.path();
            app.add("/" + path, file.sha256());
        }
        return app;
    }

    /** In the order of their code points. */
    Set<String> paths() {
        return Collections.unmodifiableSet(byPath.navigableKeySet());
    }

    boolean contains(String path) {
        return byPath.containsKey(path);
    }

    @Nullable Sha256 digest(String path) {
        return byPath.get(path);
    }

    /** Whether the file is in both with the same bytes. */
    boolean hasSame(String path, AppFiles other) {
        Sha256 own = byPath.get(path);
        return own != null && own.equals(other.byPath.get(path));
    }

    /** Every folder that a file lies in, {@code /js/lib/}, but the top one. */
    Set<String> folders() {
        return Collections.unmodifiableSet(folders);
    }

    /** Whether a file cannot stand at that path while these files are there: it is a folder, or lies under a file. */
    boolean blocks(String path) {
        if (folders.contains(path + "/")) {
            return true;
        }
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (byPath.containsKey(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    /** The folder that a file or a folder lies in, {@code /} for one at the top. */
    static String folderOf(String path) {
        return path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
    }

    private void add(String path, Sha256 digest) {
        byPath.put(path, digest);
        String folder = folderOf(path);
        while (folder.length() > 1 && folders.add(folder)) {
            folder = folderOf(folder);
        }
    }
}
