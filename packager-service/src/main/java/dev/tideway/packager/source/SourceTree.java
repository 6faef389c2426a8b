package dev.tideway.packager.source;

import java.util.Comparator;
import java.util.List;

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

    /** The same tree one folder deeper. */
    public SourceTree below(String folder) {
        return new SourceTree(
                files.stream().map(f -> f.at(folder + "/" + f.path())).toList());
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
