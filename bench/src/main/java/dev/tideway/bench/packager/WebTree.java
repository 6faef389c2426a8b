package dev.tideway.bench.packager;

import dev.tideway.packager.source.Problems;
import dev.tideway.packager.source.SourceFile;
import dev.tideway.packager.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real web package, unpacked by the build of this module. */
record WebTree(String name, Path folder) {
    static List<WebTree> all() {
        Path trees = Path.of(System.getProperty("tideway.root", "."), "bench/target/web-trees");
        return Stream.of("swagger-ui", "bootstrap", "monaco-editor")
                .map(name ->
                        new WebTree(name, trees.resolve(name).toAbsolutePath().normalize()))
                .toList();
    }

    List<Path> files() {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " is missing: run with BENCH_BUILD=1", e);
        }
    }

    /** The first files, until they have so many bytes. */
    List<Path> firstFiles(long bytes) {
        List<Path> some = new ArrayList<>();
        long size = 0;
        for (Path file : files()) {
            if (size >= bytes) {
                break;
            }
            some.add(file);
            size += size(file);
        }
        return some;
    }

    long size() {
        return files().stream().mapToLong(WebTree::size).sum();
    }

    /** As the packager sees a checked build. */
    SourceTree asSource() {
        return new SourceTree(
                files().stream()
                        .<SourceFile>map(
                                file -> new OnDisk(folder.relativize(file).toString(), size(file), file))
                        .toList(),
                new Problems(1));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record OnDisk(String path, long size, Path file) implements SourceFile {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
