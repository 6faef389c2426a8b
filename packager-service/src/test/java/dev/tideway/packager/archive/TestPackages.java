package dev.tideway.packager.archive;

import dev.tideway.packager.archive.ReproducibleArchive.Archives;
import dev.tideway.packager.source.Deadline;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.SourceArchive;
import dev.tideway.packager.source.SourceLimits;
import dev.tideway.protocol.artifact.Artifact;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The whole way of an archive to its package, without Kafka and S3. */
public final class TestPackages {
    public static final SourceLimits LIMITS = new SourceLimits(
            1 << 30, 1L << 30, 10_000, 1 << 28, 1000, 1 << 24, 32, 2000, 2000, Duration.ofMinutes(5), 100);

    private static final Compressors COMPRESSORS = new Compressors(3);

    private TestPackages() {}

    public record Packed(Artifact artifact, byte[] zip, byte[] tar, Bundle bundle) {}

    public static Packed pack(byte[] archive) throws RefusedException {
        return pack(archive, null, LIMITS);
    }

    public static Packed pack(byte[] archive, String root, SourceLimits limits) throws RefusedException {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("packages");
            Path file = Files.write(folder.resolve("source"), archive);
            try (SourceArchive source = SourceArchive.open(file, folder.resolve("spool"), limits, root)) {
                Path zip = folder.resolve("package");
                Archives made = new ReproducibleArchive(COMPRESSORS)
                        .write(source.tree(), folder.resolve("bundle"), zip, new Deadline(limits.time()));
                source.tree().problems().refuseIfAny();
                Bundle bundle = made.bundle();
                return new Packed(
                        made.updatePackage().orElseThrow(),
                        Files.readAllBytes(zip),
                        Files.readAllBytes(bundle.file()),
                        bundle);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder);
        }
    }

    /** As an Android client reads it; files alone, in the archive's order. */
    public static Map<String, byte[]> unzip(byte[] zip) {
        Map<String, byte[]> tree = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    tree.put(entry.getName(), in.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }

    /** The files of a web package's jar, by their paths below its version. */
    public static Map<String, byte[]> webTree(String jarPart) {
        Path jar = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .filter(path -> path.toString().contains(jarPart))
                .findFirst()
                .orElseThrow();
        Map<String, byte[]> tree = new TreeMap<>();
        try {
            unzip(Files.readAllBytes(jar)).forEach((path, content) -> {
                String inside = path.replaceFirst("META-INF/resources/webjars/[^/]+/[^/]+/", "");
                if (!inside.equals(path)) {
                    tree.put(inside, content);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }

    private static void delete(Path folder) throws UncheckedIOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
