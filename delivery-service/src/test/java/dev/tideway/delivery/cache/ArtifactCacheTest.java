package dev.tideway.delivery.cache;

import static dev.tideway.delivery.testing.Buckets.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.delivery.testing.S3Gate;
import dev.tideway.protocol.artifact.Sha256;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(GatedS3Resource.class)
class ArtifactCacheTest {
    @Inject
    ObjectStore store;

    @TempDir
    Path folder;

    private final Buckets buckets = new Buckets();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private record Settings(Path directory, MemorySize maxSize, int maxFiles, int maxPassThroughs)
            implements CacheConfig {
        @Override
        public int openFiles() {
            return 2;
        }

        @Override
        public MemorySize streamingThreshold() {
            return bytes(1 << 20);
        }

        @Override
        public int fillThreads() {
            return 4;
        }

        @Override
        public int maxWaitingFills() {
            return 100;
        }

        @Override
        public int fetchesPerSecond() {
            return 1000;
        }

        @Override
        public Duration maxWait() {
            return Duration.ofSeconds(90);
        }

        @Override
        public Duration diskPause() {
            return Duration.ofMillis(200);
        }
    }

    private static MemorySize bytes(long bytes) {
        return new MemorySize(BigInteger.valueOf(bytes));
    }

    private ArtifactCache cache(long maxSize, int maxFiles) {
        var cache =
                new ArtifactCache(store, new Settings(folder, bytes(maxSize), maxFiles, 8), new CacheMetrics(metrics));
        cache.open();
        return cache;
    }

    private static ArtifactName name(Sha256 digest) {
        return ArtifactName.ofPackage(digest);
    }

    private CachedFile file(ArtifactCache cache, Sha256 digest) {
        return (CachedFile) cache.find(name(digest)).join();
    }

    private List<Path> onDisk() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("artifacts"))) {
            return files.toList();
        }
    }

    private double count(String name) {
        return metrics.get("tideway.delivery.cache." + name).counter().count();
    }

    @Test
    void servesAfterARestartWithoutS3WhatItFindsWhole() throws IOException {
        byte[] content = zip(5000);
        var digest = buckets.putPackage(content);
        file(cache(1 << 20, 100), digest).release();

        S3Gate.find().close();
        try {
            var found = file(cache(1 << 20, 100), digest);
            assertThat(found.path()).hasBinaryContent(content);
        } finally {
            S3Gate.find().open();
        }
    }

    @Test
    void fetchesAgainAfterARestartWhatItFindsBroken() throws IOException {
        byte[] content = zip(5000);
        var digest = buckets.putPackage(content);
        file(cache(1 << 20, 100), digest).release();
        byte[] broken = content.clone();
        broken[2000] ^= 1;
        Files.write(onDisk().get(0), broken);

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            var found = file(cache(1 << 20, 100), digest);
            assertThat(found.path()).hasBinaryContent(content);
        });
        assertThat(count("broken")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void removesWhatNobodyKnowsAndWhatWasNotFinished() throws IOException {
        Files.createDirectories(folder.resolve("artifacts"));
        Files.createDirectories(folder.resolve("incoming"));
        Files.writeString(folder.resolve("artifacts/strange"), "x");
        Files.writeString(folder.resolve("incoming/half"), "x");

        cache(1 << 20, 100);

        assertThat(onDisk()).isEmpty();
        assertThat(folder.resolve("incoming/half")).doesNotExist();
    }

    @Test
    void keepsWithinItsBoundsOfBytesAndOfFiles() {
        var small = cache(100_000, 1000);
        IntStream.range(0, 20)
                .forEach(i -> file(small, buckets.putPackage(zip(20_000))).release());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(onDisk().size()).isLessThanOrEqualTo(5));

        var few = cache(100_000, 3);
        IntStream.range(0, 20)
                .forEach(i -> file(few, buckets.putPackage(zip(100))).release());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(onDisk().size()).isLessThanOrEqualTo(4));
    }

    @Test
    void keepsAFileThatIsBeingSentThoughItIsEvicted() {
        var cache = cache(100_000, 1000);
        byte[] content = zip(20_000);
        var sent = file(cache, buckets.putPackage(content));
        cache.lost(name(new Sha256(sent.etag())), sent);

        assertThat(sent.path()).hasBinaryContent(content);
        sent.release();
        await().atMost(Duration.ofSeconds(60)).until(() -> !Files.exists(sent.path()));
    }

    @Test
    void passesThroughFromS3WhileTheDiskFails() throws IOException {
        byte[] content = zip(5000);
        var digest = buckets.putPackage(content);
        var cache = cache(1 << 20, 100);
        Files.delete(folder.resolve("incoming"));
        Files.writeString(folder.resolve("incoming"), "no folder");

        var located = cache.find(name(digest)).join();

        assertThat(located).isInstanceOf(RemoteObject.class);
        assertThat(located.size()).isEqualTo(content.length);
        assertThat(located.digest()).contains(digest);
        located.release();
        assertThat(count("disk.trouble")).isEqualTo(1);
    }

    /** The system refuses to let a file of this process grow: as a full disk does, in the middle of a write. */
    @Test
    void passesThroughFromS3WhileTheDiskTakesNoMore() throws Exception {
        var cache = cache(100 << 20, 100);
        byte[] content = zip(700_000);
        var kept = buckets.putPackage(content);
        file(cache, kept).release();
        var digest = buckets.putPackage(zip(700_000));

        limitFiles("300000");
        try {
            var located = cache.find(name(digest)).join();

            assertThat(located).isInstanceOf(RemoteObject.class);
            assertThat(located.digest()).contains(digest);
            located.release();
            assertThat(count("disk.trouble")).isEqualTo(1);
            var onDisk = file(cache, kept);
            assertThat(onDisk.path()).hasBinaryContent(content);
            onDisk.release();
        } finally {
            limitFiles("unlimited");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            var found = cache.find(name(digest)).join();
            found.release();
            return found instanceof CachedFile;
        });
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    /** Before a byte is written, too. */
    @Test
    void passesThroughFromS3WhatTheDiskHasNoRoomFor() throws IOException {
        var full = new CacheFolder(folder, 1);
        full.open();

        assertThatThrownBy(() -> full.incoming(Long.MAX_VALUE))
                .isInstanceOf(DiskTroubleException.class)
                .hasMessageContaining("bytes left");
    }

    /** Bytes of any file that this process writes: the soft limit, which needs no rights. */
    private static void limitFiles(String bytes) throws Exception {
        run("prlimit", "--pid", Long.toString(ProcessHandle.current().pid()), "--fsize=" + bytes + ":");
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void neverKeepsWhatIsNotWhatItsNameSays() throws IOException {
        var digest = Sha256.of(zip(10));
        buckets.putPublic("packages/" + digest + ".zip", zip(10_000));
        var cache = cache(1 << 20, 100);

        assertThatThrownBy(() -> cache.find(name(digest)).join()).hasCauseInstanceOf(BrokenObjectException.class);

        assertThat(onDisk()).isEmpty();
        assertThat(count("broken")).isEqualTo(1);
    }
}
