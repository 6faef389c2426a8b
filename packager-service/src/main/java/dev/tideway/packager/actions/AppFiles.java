package dev.tideway.packager.actions;

import dev.tideway.packager.archive.Bundle;
import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Sha256;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The files of a package as install instructions speak of them: each path with a slash before it. Where everything lies
 * under {@code www/}, that is the layout's, and no part of the paths: it depends on the files alone, as the name of the
 * instructions does.
 */
final class AppFiles {
    private static final String LAYOUT_FOLDER = "www/";

    private final NavigableSet<String> paths = new TreeSet<>(SourceTree.PATH_ORDER);
    private final Map<String, Sha256> digests = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> folders = new HashSet<>();

    private AppFiles() {}

    static AppFiles of(Manifest manifest) {
        boolean laidOut = manifest.files().stream().allMatch(file -> file.path().startsWith(LAYOUT_FOLDER));
        AppFiles app = new AppFiles();
        for (Manifest.ManifestFile file : manifest.files()) {
            String path = laidOut ? file.path().substring(LAYOUT_FOLDER.length()) : file.path();
            app.add("/" + path);
            app.digests.put("/" + path, file.sha256());
        }
        return app;
    }

    /**
     * Of a build, in which something may be wrong.
     *
     * @param read has those files of the tree whose content could be read
     */
    static AppFiles of(SourceTree tree, Bundle read) {
        boolean laidOut = tree.files().stream().allMatch(file -> file.path().startsWith(LAYOUT_FOLDER));
        UnaryOperator<String> asTold = path ->
                "/" + (laidOut && path.startsWith(LAYOUT_FOLDER) ? path.substring(LAYOUT_FOLDER.length()) : path);
        AppFiles app = new AppFiles();
        tree.files().forEach(file -> app.add(asTold.apply(file.path())));
        tree.unread().forEach(path -> app.refused.add(asTold.apply(path)));
        read.members().forEach(file -> app.digests.put(asTold.apply(file.path()), file.sha256()));
        return app;
    }

    /** In the order of their code points. */
    Set<String> paths() {
        return Collections.unmodifiableSet(paths);
    }

    /** Also of a file that was refused, which nobody needs to list, and may. */
    boolean contains(String path) {
        return paths.contains(path) || refused.contains(path);
    }

    /** Nothing also for a file that could not be read. */
    @Nullable Sha256 digest(String path) {
        return digests.get(path);
    }

    /** Whether the file is in both with the same bytes. */
    boolean hasSame(String path, AppFiles other) {
        Sha256 own = digests.get(path);
        return own != null && own.equals(other.digests.get(path));
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
            if (paths.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    /** The folder that a file or a folder lies in, {@code /} for one at the top. */
    static String folderOf(String path) {
        return path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
    }

    private void add(String path) {
        paths.add(path);
        String folder = folderOf(path);
        while (folder.length() > 1 && folders.add(folder)) {
            folder = folderOf(folder);
        }
    }
}
