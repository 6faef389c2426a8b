package dev.tideway.packager.actions;

import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.artifact.InstallActions;
import dev.tideway.protocol.artifact.InstallActions.Move;
import dev.tideway.protocol.artifact.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Works out how a device gets from one package to another: a function of the files of both alone, whatever order they
 * are given in. What it says holds when it is carried out in this order: moves, deletions of files, of folders, additions.
 *
 * <ul>
 *   <li>A move is a file whose bytes are unchanged at another path and whose old path is gone. Of several old paths one
 *       with the same file name is taken, else the first. No move goes where a file or a folder of the earlier package
 *       is in the way: that file is added.
 *   <li>A folder of which nothing is left is deleted with all that is in it, so neither its files nor its folders are
 *       listed beside it.
 * </ul>
 */
final class ActionsPlan {
    private final AppFiles base;
    private final AppFiles target;
    private final @Nullable String always;
    private final Map<Sha256, TreeSet<String>> gone = new HashMap<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<Move> moved = new ArrayList<>();

    /** @param always what is added though nothing changed */
    private ActionsPlan(AppFiles base, AppFiles target, @Nullable String always) {
        this.base = base;
        this.target = target;
        this.always = always;
        base.paths().stream().filter(path -> !target.contains(path)).forEach(path -> gone.computeIfAbsent(
                        digest(base, path), d -> new TreeSet<>(SourceTree.PATH_ORDER))
                .add(path));
        target.paths().forEach(this::place);
    }

    /** The first update of an app: nothing but additions. */
    static InstallActions first(AppFiles app) {
        return new InstallActions(List.copyOf(app.paths()), List.of(), List.of(), List.of(), List.of());
    }

    /** @param startPage path without a slash before it; what is added where nothing else is, if it is there */
    static InstallActions between(AppFiles base, AppFiles target, String startPage) {
        ActionsPlan plan = new ActionsPlan(base, target, null);
        if (plan.added.isEmpty()) {
            String page = "/" + startPage;
            String always =
                    target.contains(page) ? page : target.paths().iterator().next();
            plan = new ActionsPlan(base, target, always);
        }
        return plan.actions();
    }

    private void place(String path) {
        if (path.equals(always)) {
            added.add(path);
        } else if (target.hasSame(path, base)) {
            kept.add(path);
        } else {
            String source = source(path);
            if (source == null) {
                added.add(path);
            } else {
                moved.add(new Move(source, path));
            }
        }
    }

    private @Nullable String source(String path) {
        TreeSet<String> sources = gone.get(digest(target, path));
        if (sources == null || sources.isEmpty() || base.blocks(path)) {
            return null;
        }
        String source = sources.stream()
                .filter(s -> name(s).equals(name(path)))
                .findFirst()
                .orElseGet(sources::first);
        sources.remove(source);
        return source;
    }

    private InstallActions actions() {
        Set<String> deletedFolders = new HashSet<>(base.folders());
        deletedFolders.removeAll(target.folders());
        List<String> outermost = deletedFolders.stream()
                .filter(folder -> !deletedFolders.contains(AppFiles.folderOf(folder)))
                .sorted(SourceTree.PATH_ORDER)
                .toList();
        List<String> deletedFiles = gone.values().stream()
                .flatMap(Set::stream)
                .filter(path -> !deletedFolders.contains(AppFiles.folderOf(path)))
                .sorted(SourceTree.PATH_ORDER)
                .toList();
        return new InstallActions(added, kept, moved, deletedFiles, outermost);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Sha256 digest(AppFiles files, String path) {
        Sha256 digest = files.digest(path);
        if (digest == null) {
            throw new IllegalArgumentException("no such file: " + path);
        }
        return digest;
    }
}
