package dev.tideway.packager.archive;

import dev.tideway.packager.source.DamagedContentException;
import dev.tideway.packager.source.Deadline;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.SourceFile;
import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes bundle and package of a tree: the same files give the same bytes, on every machine and with any number of
 * threads.
 *
 * <p>The package's format: {@link ZipWriter}'s entries in the bundle's order; an entry is deflated at level 9 in chunks
 * of 1 MiB, or stored if that does not make its first chunk at least a thirty-second part smaller. Memory is some
 * megabytes and a list of names, whatever the size of files and tree.
 */
public final class ReproducibleArchive {
    private final Compressors compressors;
    private final int problems;

    /** @param problems told at once */
    public ReproducibleArchive(Compressors compressors, int problems) {
        this.compressors = compressors;
        this.problems = problems;
    }

    /** The same files twice. */
    public record Archives(Bundle bundle, Artifact updatePackage) {}

    /**
     * Reads every file once and compresses it while the next ones are read and hashed.
     *
     * @param bundle file, not there before
     * @param updatePackage file, not there before
     * @throws RefusedException if contents are not what the source says they are; then both files are of no use
     */
    public Archives write(SourceTree tree, Path bundle, Path updatePackage, Deadline deadline)
            throws IOException, RefusedException {
        List<Reason> reasons = new ArrayList<>();
        try (BundleWriter tar = new BundleWriter(bundle, deadline);
                PackageWriter zip = new PackageWriter(bundle, updatePackage, compressors, deadline)) {
            for (SourceFile source : tree.files()) {
                deadline.check();
                try {
                    Bundle.Member member = tar.add(source);
                    if (reasons.isEmpty()) {
                        zip.add(member);
                    }
                } catch (DamagedContentException e) {
                    reasons.add(e.code().about(source.path(), String.valueOf(e.getMessage())));
                    requireFewerThan(problems, reasons);
                }
            }
            requireFewerThan(1, reasons);
            return new Archives(tar.finish(), zip.finish());
        }
    }

    private static void requireFewerThan(int problems, List<Reason> reasons) throws RefusedException {
        if (reasons.size() >= problems) {
            throw new RefusedException(reasons);
        }
    }
}
