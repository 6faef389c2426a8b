package dev.tideway.packager.archive;

import dev.tideway.packager.source.DamagedContentException;
import dev.tideway.packager.source.Deadline;
import dev.tideway.packager.source.Problems;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.SourceFile;
import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.artifact.Artifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

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

    public ReproducibleArchive(Compressors compressors) {
        this.compressors = compressors;
    }

    /**
     * The same files twice.
     *
     * @param bundle has what could be read, if something is wrong with the tree
     * @param updatePackage nothing, if something is wrong with the tree
     */
    public record Archives(Bundle bundle, Optional<Artifact> updatePackage) {}

    /**
     * Reads every file once and compresses it while the next ones are read and hashed. What contents are not what the
     * source says they are is noted in the tree's problems. From the first problem on, which may be the tree's own,
     * nothing is compressed, and once as many are known as are told, nothing is read.
     *
     * @param bundle file, not there before
     * @param updatePackage file, not there before
     * @throws RefusedException with the problems so far, if it takes too long
     */
    public Archives write(SourceTree tree, Path bundle, Path updatePackage, Deadline deadline)
            throws IOException, RefusedException {
        Problems problems = tree.problems();
        try (BundleWriter tar = new BundleWriter(bundle, deadline);
                PackageWriter zip = new PackageWriter(bundle, updatePackage, compressors, deadline)) {
            for (SourceFile source : tree.files()) {
                if (problems.isFull()) {
                    break;
                }
                deadline.check();
                try {
                    Bundle.Member member = tar.add(source);
                    if (problems.isEmpty()) {
                        zip.add(member);
                    }
                } catch (DamagedContentException e) {
                    problems.add(e.code(), source.path(), String.valueOf(e.getMessage()));
                }
            }
            return new Archives(tar.finish(), problems.isEmpty() ? Optional.of(zip.finish()) : Optional.empty());
        } catch (RefusedException late) {
            throw problems.fatal(late);
        }
    }
}
