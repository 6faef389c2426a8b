package dev.tideway.packager.source;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts entries together to a tree, noting every name that collides with another and every limit that is passed. */
final class TreeCheck {
    /** For what a name is used; a name that was used as both has been told of. */
    private enum Kind {
        FILE,
        FOLDER
    }

    private record Known(String path, Kind kind) {}

    private final SourceLimits limits;
    private final Problems problems;
    private final PathRules paths;
    private final Map<String, Known> byFoldedPath = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final List<SourceFile> files = new ArrayList<>();
    private final Set<String> unread = new HashSet<>();
    private boolean readsNothing;
    private int entries;
    private long pathBytes;
    private long unpacked;

    TreeCheck(SourceLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
        this.paths = new PathRules(limits, problems);
    }

    PathRules paths() {
        return paths;
    }

    /** Counts an entry before anything is kept of it. */
    void count(int nameBytes) throws RefusedException {
        entries++;
        pathBytes += nameBytes;
        requireBounded();
    }

    void folder(String name) throws RefusedException {
        Optional<String> path = paths.checked(name).filter(text -> !text.isEmpty());
        if (path.isPresent()) {
            use(path.get(), Kind.FOLDER);
            useParents(path.get());
        }
    }

    /** A name that stands for something, though for nothing that is packed: it must be a good name all the same. */
    Optional<String> file(String name, long size) {
        checkSize(name, size);
        Optional<String> checked = paths.checked(name);
        if (checked.isPresent() && (checked.get().isEmpty() || name.endsWith("/"))) {
            problems.add(ReasonCode.FILE_IS_ALSO_FOLDER, name, "A file has a folder's name. Pack the folder again.");
            return Optional.empty();
        }
        if (checked.isEmpty()) {
            addUnread(name);
        }
        return checked;
    }

    void add(SourceFile file) throws RefusedException {
        use(file.path(), Kind.FILE);
        useParents(file.path());
        if (file.size() <= limits.fileBytes()) {
            files.add(file);
        } else {
            addUnread(file.path());
        }
    }

    /** A file that is there, and of which a problem says why it is not read. */
    void addUnread(String path) {
        unread.add(path);
    }

    /** For what a limit keeps from being read, or what would be read more than once. */
    void readNothing() {
        readsNothing = true;
    }

    /** The files under the root. */
    SourceTree tree(@Nullable String root) throws RefusedException {
        String folder = rootFolder(root);
        if (readsNothing || unpacked > limits.unpackedBytes()) {
            files.forEach(file -> addUnread(file.path()));
            files.clear();
        }
        List<SourceFile> chosen = folder.isEmpty()
                ? files
                : files.stream()
                        .filter(f -> f.path().startsWith(folder))
                        .map(f -> f.at(f.path().substring(folder.length())))
                        .toList();
        if (chosen.isEmpty() && problems.isEmpty()) {
            throw problems.fatal(
                    ReasonCode.EMPTY_TREE,
                    folder.isEmpty()
                            ? "There is no file in the source. Pack the folder that the build wrote."
                            : "There is no file under the root " + root + ". Check the field root.");
        }
        Set<String> unreadChosen = unread.stream()
                .filter(path -> path.startsWith(folder))
                .map(path -> path.substring(folder.length()))
                .collect(Collectors.toSet());
        return new SourceTree(chosen, unreadChosen, problems);
    }

    private String rootFolder(@Nullable String root) throws RefusedException {
        if (root == null || root.isEmpty()) {
            return "";
        }
        Problems ofRoot = new Problems(1);
        Optional<String> checked = new PathRules(limits, ofRoot).checked(root);
        if (checked.isEmpty()) {
            throw problems.fatal(
                    ReasonCode.INVALID_ROOT,
                    "root must be a folder in the source, such as www or dist/app: relative, without .. and"
                            + " backslashes.");
        }
        return checked.get().isEmpty() ? "" : checked.get() + "/";
    }

    private void checkSize(String name, long size) {
        if (size > limits.fileBytes()) {
            problems.add(
                    ReasonCode.FILE_TOO_LARGE,
                    name,
                    "The file has " + size + " bytes, at most " + limits.fileBytes() + " are taken. Make it smaller.");
        }
        boolean wasWithin = unpacked <= limits.unpackedBytes();
        unpacked = size > Long.MAX_VALUE - unpacked ? Long.MAX_VALUE : unpacked + size;
        if (wasWithin && unpacked > limits.unpackedBytes()) {
            problems.add(
                    ReasonCode.UNPACKED_TOO_LARGE,
                    null,
                    "All files together have more than " + limits.unpackedBytes()
                            + " bytes. Leave out what devices do not need.");
        }
    }

    /** Folders that a path names count too: a hundred thousand paths can name three million of them. */
    private void useParents(String path) throws RefusedException {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (!use(path.substring(0, slash), Kind.FOLDER)) {
                return;
            }
            pathBytes += slash;
            requireBounded();
        }
    }

    private void requireBounded() throws RefusedException {
        if (entries > limits.entries() || byFoldedPath.size() > limits.entries()) {
            throw problems.fatal(
                    ReasonCode.TOO_MANY_ENTRIES,
                    "There are more than " + limits.entries()
                            + " files and folders. Leave out what devices do not need.");
        }
        if (pathBytes > limits.allPathsBytes()) {
            throw problems.fatal(
                    ReasonCode.PATHS_TOO_LARGE,
                    "All paths together have more than " + limits.allPathsBytes()
                            + " bytes. Shorten the names of folders, or leave out what devices do not need.");
        }
    }

    /** @return whether the name is new, so that names above it may be new too */
    private boolean use(String path, Kind kind) {
        Known known = byFoldedPath.putIfAbsent(folded(path), new Known(path, kind));
        if (known == null) {
            return true;
        }
        boolean same = known.path.equals(path);
        if (!(same && kind == Kind.FOLDER && known.kind == Kind.FOLDER) && told.add(path)) {
            tellCollision(path, kind, known);
        }
        return false;
    }

    private void tellCollision(String path, Kind kind, Known known) {
        if (known.path.equals(path) && kind != known.kind) {
            problems.add(
                    ReasonCode.FILE_IS_ALSO_FOLDER, path, "The same name is a file and a folder. Remove one of them.");
        } else if (known.path.equals(path)) {
            problems.add(ReasonCode.DUPLICATE_PATH, path, "The file is there twice. Pack each file once.");
        } else if (normalised(known.path).equals(normalised(path))) {
            problems.add(
                    ReasonCode.DIFFERS_ONLY_IN_NORMALISATION,
                    path,
                    "Another name looks the same but is written with other Unicode characters; on phones they are one"
                            + " file. Rename one of them.");
        } else {
            problems.add(
                    ReasonCode.DIFFERS_ONLY_IN_CASE,
                    path,
                    "The name differs from " + known.path + " in upper and lower case alone; on phones they are one"
                            + " file. Rename one of them.");
        }
    }

    private static String folded(String path) {
        String upper = normalised(path).toUpperCase(Locale.ROOT);
        return normalised(upper.toLowerCase(Locale.ROOT));
    }

    private static String normalised(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC);
    }
}
