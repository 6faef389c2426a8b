package dev.tideway.packager.archive;

import dev.tideway.packager.archive.Bundle.Member;
import dev.tideway.packager.archive.Chunk.Packed;
import dev.tideway.packager.source.Deadline;
import dev.tideway.packager.source.FileBytes;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Writes a package while its bundle grows: chunks are compressed ahead by other threads, and written in their order. */
final class PackageWriter implements Closeable {
    /** What a chunk that waits costs beside its content, so that a hundred thousand empty files cost something too. */
    private static final int CHUNK_OVERHEAD = 1 << 12;

    private record Pending(Chunk chunk, FutureTask<Packed> packed) {
        Pending(Chunk chunk) {
            this(chunk, new FutureTask<>(chunk));
        }

        long cost() {
            return chunk.size() + CHUNK_OVERHEAD;
        }
    }

    private final Path file;
    private final FileBytes bundle;
    private final ZipWriter zip;
    private final Compressors compressors;
    private final Deadline deadline;
    private final Queue<Pending> pending = new ArrayDeque<>();
    /** What no thread has begun; for each of these one task waits. */
    private final List<Pending> unbegun = new ArrayList<>();

    private long waiting;
    private @Nullable Member stored;

    /**
     * @param bundle has the members that are added, the others may not be there yet
     * @param file not there before
     */
    PackageWriter(Path bundle, Path file, Compressors compressors, Deadline deadline) throws IOException {
        this.file = file;
        this.compressors = compressors;
        this.deadline = deadline;
        this.bundle = new FileBytes(bundle);
        this.zip = new ZipWriter(file);
    }

    /** Waits for what was added before, where too much of it waits to be written. */
    void add(Member member) throws IOException, RefusedException {
        for (long from = 0; from == 0 || from < member.size(); from += Chunk.SIZE) {
            deadline.check();
            if (member != stored) {
                add(new Chunk(bundle, member, from));
            }
        }
    }

    Artifact finish() throws IOException, RefusedException {
        largestFirst();
        while (!pending.isEmpty()) {
            deadline.check();
            writeNext();
        }
        zip.end();
        return new Artifact(digest(file), Files.size(file));
    }

    @Override
    public void close() throws IOException {
        pending.forEach(p -> p.packed.cancel(false));
        try (bundle) {
            zip.close();
        }
    }

    private void add(Chunk chunk) throws IOException {
        Pending next = new Pending(chunk);
        pending.add(next);
        synchronized (unbegun) {
            unbegun.add(next);
        }
        compressors.execute(this::compressNext);
        waiting += next.cost();
        while (waiting > compressors.ahead()) {
            writeNext();
        }
    }

    private void compressNext() {
        Pending next;
        synchronized (unbegun) {
            next = unbegun.remove(0);
        }
        next.packed.run();
    }

    /** So that no thread is still at a large chunk when the others have nothing left to do. */
    private void largestFirst() {
        synchronized (unbegun) {
            unbegun.sort(Comparator.comparingInt((Pending p) -> p.chunk.size()).reversed());
        }
    }

    private void writeNext() throws IOException {
        Pending next = pending.remove();
        waiting -= next.cost();
        Member member = next.chunk.member();
        if (member == stored) {
            return;
        }
        Packed packed = result(next.packed);
        if (next.chunk.isFirst() && !packed.isWorthIt()) {
            store(member);
            return;
        }
        if (next.chunk.isFirst()) {
            zip.startEntry(member, ZipWriter.DEFLATED, packed.data().length);
        }
        zip.write(packed.data(), packed.data().length);
        if (next.chunk.isLast()) {
            zip.endEntry();
        }
    }

    private void store(Member member) throws IOException {
        stored = member;
        pending.stream().filter(p -> p.chunk.member() == member).forEach(p -> p.packed.cancel(false));
        zip.startEntry(member, ZipWriter.STORED, member.size());
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = bundle.slice(member.start(), member.size())) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                zip.write(buffer, got);
            }
        }
        zip.endEntry();
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
