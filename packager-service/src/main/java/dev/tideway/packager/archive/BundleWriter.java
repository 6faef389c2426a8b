package dev.tideway.packager.archive;

import dev.tideway.packager.archive.Bundle.Member;
import dev.tideway.packager.source.DamagedContentException;
import dev.tideway.packager.source.Deadline;
import dev.tideway.packager.source.SourceFile;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import java.io.BufferedOutputStream;
import java.io.Closeable;
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

/** Writes a bundle file by file; each file is read once, so it is here that contents are checked. */
final class BundleWriter implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Deadline deadline;
    private final MessageDigest digest = Sha256.newDigest();
    private final OutputStream out;
    private final TarWriter tar;
    private final List<Member> members = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER];
    private long at;

    /** @param file not there before */
    BundleWriter(Path file, Deadline deadline) throws IOException {
        this.file = file;
        this.deadline = deadline;
        this.out = new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest), BUFFER);
        this.tar = new TarWriter(out);
    }

    /**
     * @return the file, whose content can be read from the bundle from now on
     * @throws DamagedContentException if the content is not what the source says it is; then the bundle is of no use
     */
    Member add(SourceFile source) throws IOException {
        at += tar.startFile(source.path(), source.size());
        Member member;
        try {
            member = copied(source);
            members.add(member);
        } finally {
            tar.endFile(source.size());
            at += (source.size() + TarWriter.BLOCK - 1) / TarWriter.BLOCK * TarWriter.BLOCK;
            out.flush();
        }
        return member;
    }

    Bundle finish() throws IOException {
        tar.end();
        out.close();
        return new Bundle(file, new Artifact(Sha256.of(digest), Files.size(file)), members);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private Member copied(SourceFile source) throws IOException {
        MessageDigest ofContent = Sha256.newDigest();
        CRC32 crc = new CRC32();
        long copied = 0;
        try (InputStream in = deadline.waitingFor(source::open)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                ofContent.update(buffer, 0, got);
                crc.update(buffer, 0, got);
                out.write(buffer, 0, got);
                copied += got;
            }
        }
        if (copied != source.size()) {
            throw new IOException(source.path() + " has " + copied + " bytes instead of " + source.size());
        }
        return new Member(source.path(), source.size(), at, (int) crc.getValue(), Sha256.of(ofContent));
    }
}
