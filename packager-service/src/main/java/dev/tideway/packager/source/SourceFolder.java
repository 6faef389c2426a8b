package dev.tideway.packager.source;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files that lie one by one, held to the same rules as those of an archive. */
public final class SourceFolder {
    private SourceFolder() {}

    /**
     * @param files under the names that they have there
     * @throws RefusedException with everything that was found, if there is too much to go on
     */
    public static SourceTree tree(List<? extends SourceFile> files, SourceLimits limits, @Nullable String root)
            throws RefusedException {
        Problems problems = new Problems(limits.problems());
        TreeCheck tree = new TreeCheck(limits, problems);
        for (SourceFile file : files) {
            tree.count(file.path().length());
            Optional<String> path = tree.file(file.path(), file.size());
            if (path.isPresent()) {
                tree.add(file.at(path.get()));
            }
        }
        return tree.tree(root);
    }
}
