package dev.tideway.packager.archive;

import dev.tideway.packager.archive.Bundle.Member;
import dev.tideway.packager.archive.Chunk.Packed;
import dev.tideway.packager.source.Deadline;
import dev.tideway.packager.source.FileBytes;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Makes a package from a bundle: the same files give the same bytes, on every machine and with any number of threads.
 *
 * <p>The format: {@link ZipWriter}'s entries in the bundle's order; an entry is deflated at level 9 in chunks of 1 MiB,
 * or stored if that does not make its first chunk at least a thirty-second part smaller. Memory is some megabytes and a
 * list of names, whatever the size of files and tree.
 */
public final class ReproducibleArchive {
    private final ExecutorService compressors;
    private final int ahead;

    /** @param threads of the executor */
    public ReproducibleArchive(ExecutorService compressors, int threads) {
        this.compressors = compressors;
        // Enough that no thread waits for the one that writes; each holds two times a chunk.
        this.ahead = 2 * threads + 2;
    }

    /** @param file not there before */
    public Artifact write(Bundle bundle, Path file, Deadline deadline) throws IOException, RefusedException {
        try (FileBytes bytes = new FileBytes(bundle.file());
                ZipWriter zip = new ZipWriter(file)) {
            Run run = new Run(bytes, zip);
            try {
                for (Member member : bundle.members()) {
                    for (long from = 0; from == 0 || from < member.size(); from += Chunk.SIZE) {
                        deadline.check();
                        run.add(new Chunk(bytes, member, from));
                    }
                }
                run.finish();
            } finally {
                run.pending.forEach(p -> p.packed.cancel(false));
            }
            zip.end();
        }
        return new Artifact(digest(file), Files.size(file));
    }

    private record Pending(Chunk chunk, Future<Packed> packed) {}

    /** One package being written: chunks are compressed ahead, and written in their order. */
    private final class Run {
        private final FileBytes bundle;
        private final ZipWriter zip;
        private final Queue<Pending> pending = new ArrayDeque<>();
        private Member stored = new Member("", 0, 0, 0, Sha256.of(new byte[0]));

        Run(FileBytes bundle, ZipWriter zip) {
            this.bundle = bundle;
            this.zip = zip;
        }

        void add(Chunk chunk) throws IOException {
            if (chunk.member() == stored) {
                return;
            }
            pending.add(new Pending(chunk, compressors.submit(chunk)));
            if (pending.size() >= ahead) {
                writeNext();
            }
        }

        void finish() throws IOException {
            while (!pending.isEmpty()) {
                writeNext();
            }
        }

        private void writeNext() throws IOException {
            Pending next = pending.remove();
            Member member = next.chunk.member();
            if (member == stored) {
                next.packed.cancel(false);
                return;
            }
            Packed packed = result(next.packed);
            if (next.chunk.isFirst() && !packed.isWorthIt()) {
                store(member);
                return;
            }
            if (next.chunk.isFirst()) {
                zip.startEntry(member, ZipWriter.DEFLATED, packed.length());
            }
            zip.write(packed.data(), packed.length());
            if (next.chunk.isLast()) {
                zip.endEntry();
            }
        }

        private void store(Member member) throws IOException {
            stored = member;
            zip.startEntry(member, ZipWriter.STORED, member.size());
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = bundle.slice(member.start(), member.size())) {
                for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                    zip.write(buffer, got);
                }
            }
            zip.endEntry();
        }
    }

    private static Packed result(Future<Packed> packed) throws IOException {
        try {
            return packed.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while packing");
        } catch (ExecutionException e) {
            throw new IOException("compressing failed", e.getCause());
        }
    }

    private static Sha256 digest(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
            }
        }
        return Sha256.of(digest);
    }
}
