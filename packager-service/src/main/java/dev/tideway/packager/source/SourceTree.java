package dev.tideway.packager.source;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a build whose names and sizes are checked; their contents are checked while they are read.
 *
 * @param files in the order of their paths' code points, which is that of their UTF-8 bytes; at least one
 */
public record SourceTree(List<SourceFile> files) {
    /** By code points, as {@link String#compareTo} is not: it puts U+10000 before U+E000. */
    public static final Comparator<String> PATH_ORDER = SourceTree::compareCodePoints;

    public SourceTree {
        files = files.stream()
                .sorted(Comparator.comparing(SourceFile::path, PATH_ORDER))
                .toList();
    }

    /**
     * @param page path below the root; absent: none is demanded
     * @throws RefusedException if it is not there: an app that opens with it would be a blank screen
     */
    public void requireStartPage(@Nullable String page) throws RefusedException {
        if (page != null && files.stream().noneMatch(file -> file.path().equals(page))) {
            throw new RefusedException(List.of(ReasonCode.START_PAGE_MISSING.about(
                    page,
                    "The project demands this start page, and it is not there. Add it, check the field root, or correct"
                            + " the project's start page.")));
        }
    }

    /** The same tree one folder deeper. */
    public SourceTree below(String folder) {
        return new SourceTree(
                files.stream().map(f -> f.at(folder + "/" + f.path())).toList());
    }

    public Optional<SourceFile> file(String path) {
        return files.stream().filter(f -> f.path().equals(path)).findFirst();
    }

    /** The same tree without one file. */
    public SourceTree without(String path) throws RefusedException {
        List<SourceFile> others =
                files.stream().filter(f -> !f.path().equals(path)).toList();
        if (others.isEmpty()) {
            throw new RefusedException(
                    ReasonCode.EMPTY_TREE,
                    "There is no file in the source but " + path + ". Pack the folder that the build wrote.");
        }
        return new SourceTree(others);
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
