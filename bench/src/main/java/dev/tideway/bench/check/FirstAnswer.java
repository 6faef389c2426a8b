package dev.tideway.bench.check;

import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.report.Table;
import dev.tideway.bench.stack.Bucket;
import dev.tideway.bench.stack.Http;
import dev.tideway.bench.stack.Parts;
import dev.tideway.bench.stack.Pause;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.PackageReady;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** From {@code PackageReady} on the topic to the first answer that tells of it: the whole way through the control plane. */
final class FirstAnswer {
    private static final String PROJECT = "bench-first-answer";
    private static final String OS = "ios";
    private static final String APP_VERSION = "1.0.0";
    private static final int WARM_UP = 30;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int DIGITS = 3;

    private final Parts parts;
    private final BenchTopic topic;
    private final URI check;
    private final Path archive;

    /** @param folder for a file that stands for every package */
    FirstAnswer(Parts parts, BenchTopic topic, URI catalog, Path folder) {
        this.parts = parts;
        this.topic = topic;
        this.check =
                catalog.resolve("/checkUpdate?project_id=" + PROJECT + "&os=" + OS + "&app_version=" + APP_VERSION);
        this.archive = folder.resolve("package.zip");
    }

    /** One after the other, so that each is measured alone. */
    void run(int builds) {
        Histogram times = new Histogram(DIGITS);
        try (Bucket bucket = Bucket.ofPublic(parts)) {
            Files.writeString(archive, "stands for a package");
            for (int build = 1; build <= WARM_UP + builds; build++) {
                send(Topic.BUILDS, finished(build));
            }
            topic.flush();
            for (int build = 1; build <= WARM_UP + builds; build++) {
                PackageReady ready = ready(build);
                bucket.put(ArtifactKeys.packageZip(ready.updatePackage().sha256()), archive);
                bucket.put(ArtifactKeys.bundle(ready.bundle().sha256()), archive);
                long nanos = untilTold(ready, build);
                if (build > WARM_UP) {
                    times.recordValue(nanos);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println("\nFrom PackageReady to the first answer that tells of it, one after the other:\n"
                + new Table("builds", "median", "p99", "longest")
                        .row(
                                Numbers.whole(builds),
                                Numbers.milliseconds(times.getValueAtPercentile(50) / 1e6),
                                Numbers.milliseconds(times.getValueAtPercentile(99) / 1e6),
                                Numbers.milliseconds(times.getMaxValue() / 1e6)));
    }

    private long untilTold(PackageReady ready, int build) {
        String told = "\"" + build + "\":{";
        long begin = System.nanoTime();
        send(Topic.PACKAGES, ready);
        while (!answer().contains(told)) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException("Build " + build + " was not told of within " + LIMIT);
            }
            Pause.milliseconds(1);
        }
        return System.nanoTime() - begin;
    }

    private String answer() {
        return new String(Http.get(check).body(), StandardCharsets.UTF_8);
    }

    private void send(Topic to, Event event) {
        topic.send(to, PROJECT, event);
    }

    private static BuildFinished finished(int build) {
        return new BuildFinished(
                "build-" + build,
                PROJECT,
                OS,
                APP_VERSION,
                Names.DEFAULT_CHANNEL,
                BuildSource.archive(source(build)),
                null,
                BuildFinished.Layout.ROOT,
                false,
                BuildFinished.FULL_ROLLOUT,
                APP_VERSION,
                null,
                null);
    }

    private static PackageReady ready(int build) {
        return new PackageReady(
                PROJECT,
                OS,
                "build-" + build,
                source(build),
                digest("source", build),
                finished(build).eventSha256(),
                new Artifact(digest("package", build), 1_000_000),
                new Artifact(digest("bundle", build), 3_000_000));
    }

    private static String source(int build) {
        return "builds/" + PROJECT + "/build-" + build + "/1";
    }

    private static Sha256 digest(String of, int build) {
        return Sha256.of((of + build).getBytes(StandardCharsets.UTF_8));
    }
}
