package dev.tideway.packager.archive;

import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import java.nio.file.Path;
import java.util.List;

/**
 * A checked tree as one uncompressed archive, the base and the target of patches: the files sorted by the bytes of
 * their paths, undated and without owners, in the form that {@link TarWriter} describes.
 *
 * @param members in the archive's order
 */
public record Bundle(Path file, Artifact artifact, List<Member> members) {
    public Bundle {
        members = List.copyOf(members);
    }

    /**
     * One file of the bundle.
     *
     * @param size bytes
     * @param start of its content, bytes from the archive's start
     * @param crc as ZIP has it
     */
    public record Member(String path, long size, long start, int crc, Sha256 sha256) {}
}
