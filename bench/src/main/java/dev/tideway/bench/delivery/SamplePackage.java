package dev.tideway.bench.delivery;

import dev.tideway.bench.load.Request;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A package of a given size; its bytes are chance, since nobody here looks into it. */
record SamplePackage(Artifact artifact, Path file) {
    private static final int CHUNK = 1 << 20;
    private static final int RANDOM_RANGES = 10_000;

    /** Writes it under a folder, at the path under which devices ask for it. */
    static SamplePackage write(Path folder, long size) {
        try {
            Path unnamed = Files.createTempFile(folder, "package", ".zip");
            var digest = Sha256.newDigest();
            var random = new Random(size);
            byte[] chunk = new byte[CHUNK];
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(unnamed), digest)) {
                for (long left = size; left > 0; left -= chunk.length) {
                    random.nextBytes(chunk);
                    out.write(chunk, 0, (int) Math.min(left, chunk.length));
                }
            }
            var artifact = new Artifact(Sha256.of(digest), size);
            Path file = folder.resolve(ArtifactKeys.packageZip(artifact.sha256()));
            Files.createDirectories(file.getParent());
            Files.move(unnamed, file);
            return new SamplePackage(artifact, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String key() {
        return ArtifactKeys.packageZip(artifact.sha256());
    }

    String path() {
        return "/" + key();
    }

    Request whole() {
        return Request.get(path());
    }

    /** Ranges of one length that start anywhere. */
    List<Request> ranges(int length) {
        return ranges(path(), length);
    }

    /** The same where it has another name. */
    List<Request> ranges(String target, int length) {
        var random = new Random(length);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < RANDOM_RANGES; i++) {
            long from = (long) (random.nextDouble() * (artifact.size() - length));
            requests.add(Request.get(target, "Range: bytes=" + from + "-" + (from + length - 1) + "\r\n"));
        }
        return requests;
    }
}
