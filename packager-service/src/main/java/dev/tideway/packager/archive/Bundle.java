package dev.tideway.packager.archive;

import dev.tideway.packager.source.DamagedContentException;
import dev.tideway.packager.source.Deadline;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.SourceFile;
import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.artifact.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A checked tree as one uncompressed archive, the base and the target of patches: the files sorted by the bytes of
 * their paths, undated and without owners, in the form that {@link TarWriter} describes. Writing it reads every file
 * once, so it is here that contents are checked; the package is then made from it.
 *
 * @param members in the archive's order
 */
public record Bundle(Path file, Artifact artifact, List<Member> members) {
    private static final int BUFFER = 1 << 16;

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

    /**
     * @param file not there before
     * @param problems told at once
     * @throws RefusedException if contents are not what the source says they are; then the file is of no use
     */
    public static Bundle write(SourceTree tree, Path file, int problems, Deadline deadline)
            throws IOException, RefusedException {
        MessageDigest digest = Sha256.newDigest();
        List<Member> members = new ArrayList<>(tree.files().size());
        List<Reason> reasons = new ArrayList<>();
        long at = 0;
        try (OutputStream out =
                new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest), BUFFER)) {
            TarWriter tar = new TarWriter(out);
            for (SourceFile source : tree.files()) {
                deadline.check();
                at += tar.startFile(source.path(), source.size());
                try {
                    members.add(copied(source, at, out));
                } catch (DamagedContentException e) {
                    reasons.add(e.code().about(source.path(), String.valueOf(e.getMessage())));
                    requireFewerThan(problems, reasons);
                }
                tar.endFile(source.size());
                at += (source.size() + TarWriter.BLOCK - 1) / TarWriter.BLOCK * TarWriter.BLOCK;
            }
            tar.end();
        }
        requireFewerThan(1, reasons);
        return new Bundle(file, new Artifact(Sha256.of(digest), Files.size(file)), members);
    }

    private static Member copied(SourceFile source, long at, OutputStream out) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        try (InputStream in = source.open()) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
                crc.update(buffer, 0, got);
                out.write(buffer, 0, got);
                copied += got;
            }
        }
        if (copied != source.size()) {
            throw new IOException(source.path() + " has " + copied + " bytes instead of " + source.size());
        }
        return new Member(source.path(), source.size(), at, (int) crc.getValue(), Sha256.of(digest));
    }

    private static void requireFewerThan(int problems, List<Reason> reasons) throws RefusedException {
        if (reasons.size() >= problems) {
            throw new RefusedException(reasons);
        }
    }
}
