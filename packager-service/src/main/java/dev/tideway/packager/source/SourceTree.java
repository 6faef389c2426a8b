package dev.tideway.packager.source;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a build whose names and sizes are checked; their contents are checked while they are read, also where
 * something is wrong already, so that the build's maker hears of everything at once.
 *
 * @param files that can be read, in the order of their paths' code points, which is that of their UTF-8 bytes; at least
 *     one where nothing is wrong
 * @param unread paths of files that are there and are not read, each with a problem that says why; no problem is to
 *     follow from their absence
 * @param problems what is wrong so far; whoever finds more adds it
 */
public record SourceTree(List<SourceFile> files, Set<String> unread, Problems problems) {
    /** By code points, as {@link String#compareTo} is not: it puts U+10000 before U+E000. */
    public static final Comparator<String> PATH_ORDER = SourceTree::compareCodePoints;

    public SourceTree {
        files = files.stream()
                .sorted(Comparator.comparing(SourceFile::path, PATH_ORDER))
                .toList();
    }

    /** A tree of which nothing else is known. */
    public SourceTree(List<SourceFile> files, Problems problems) {
        this(files, Set.of(), problems);
    }

    /**
     * Notes it if the page is not there: an app that opens with it would be a blank screen.
     *
     * @param page path below the root; absent: none is demanded
     */
    public void requireStartPage(@Nullable String page) {
        if (page != null && paths().noneMatch(page::equals)) {
            problems.add(
                    ReasonCode.START_PAGE_MISSING,
                    page,
                    "The project demands this start page, and it is not there. Add it, check the field root, or correct"
                            + " the project's start page.");
        }
    }

    /** Of all files, whether they are read or not. */
    public Stream<String> paths() {
        return Stream.concat(files.stream().map(SourceFile::path), unread.stream());
    }

    /** The same tree one folder deeper. */
    public SourceTree below(String folder) {
        return new SourceTree(
                files.stream().map(f -> f.at(folder + "/" + f.path())).toList(),
                unread.stream().map(path -> folder + "/" + path).collect(Collectors.toSet()),
                problems);
    }

    public Optional<SourceFile> file(String path) {
        return files.stream().filter(f -> f.path().equals(path)).findFirst();
    }

    /**
     * The same tree without one file.
     *
     * @throws RefusedException if there is no other and nothing else is wrong, so that there is nothing to go on with
     */
    public SourceTree without(String path) throws RefusedException {
        List<SourceFile> others =
                files.stream().filter(f -> !f.path().equals(path)).toList();
        Set<String> unreadOthers = new TreeSet<>(unread);
        unreadOthers.remove(path);
        if (others.isEmpty() && problems.isEmpty()) {
            throw problems.fatal(
                    ReasonCode.EMPTY_TREE,
                    "There is no file in the source but " + path + ". Pack the folder that the build wrote.");
        }
        return new SourceTree(others, unreadOthers, problems);
    }

    /** Bytes of all files. */
    public long size() {
        return files.stream().mapToLong(SourceFile::size).sum();
    }

    private static int compareCodePoints(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean bothOrNone = Character.isSurrogate(left) == Character.isSurrogate(right);
                return bothOrNone ? Character.compare(left, right) : Character.isSurrogate(left) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
