package dev.tideway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.edge.Devices.AskedFor;
import dev.tideway.edge.EverydayRequests.Everyday;
import dev.tideway.protocol.artifact.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a cache in front of the services has to do, whichever it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EdgeContract {
    private static final int CROWD = 1000;
    private static final int FEW = 200;
    private static final int EVERYDAY = Integer.getInteger("tideway.edge.devices", 3000);
    private static final long LARGE = Long.getLong("tideway.edge.large-mebibytes", 36) << 20;
    private static final long SMALL = 1_100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** How long {@code deploy/edge/test} has answers kept; then each is asked for again, however few ask. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    final Origin origin = Origin.get();
    private final Report report = new Report();
    private Edge edge;
    private Devices devices;
    private Path trees;
    private @Nullable Update known;

    /** @param folder for all that it writes */
    abstract Edge start(Origin origin, Path folder);

    /** How many requests to the services a package of that size may cost, whoever asks for it. */
    abstract int requestsForPackageOf(long bytes);

    @BeforeAll
    void start() {
        var folder = origin.folder().resolve(getClass().getSimpleName());
        trees = folder.resolve("trees");
        edge = start(origin, folder.resolve("edge"));
        devices = new Devices(edge.address());
    }

    @AfterAll
    void stop() {
        if (edge != null) {
            edge.close();
            System.out.println(report);
        }
    }

    Devices devices() {
        return devices;
    }

    Update publish(String project, String os, String appVersion, long size) {
        return origin.publish(project(project), os, appVersion, Tree.ofBytes(trees, size));
    }

    /** An update that no test counts the first fetch of. */
    private synchronized Update known() {
        if (known == null) {
            known = publish("known", "ios", "1.0.0", SMALL);
        }
        return known;
    }

    /** How often an answer that was fetched since then has been kept for long enough to be fetched anew. */
    private static int timesExpired(long began) {
        return (int) (Duration.ofNanos(System.nanoTime() - began).toNanos() / KEPT.toNanos());
    }

    /** Both edges stand before the same services, so each has projects of its own. */
    private String project(String name) {
        return name + "-" + edge.name();
    }

    @Test
    void everydayRequestsHardlyReachTheServices() {
        var updates = Stream.of("1.0.0", "2.0.0")
                .flatMap(version -> Stream.of("ios", "android").map(os -> publish("everyday", os, version, 200_000)))
                .toList();
        Map<Update, byte[]> packages = new HashMap<>();
        updates.forEach(update -> packages.put(update, new Devices(origin.delivery()).bytes(update.packagePath())));
        var asked = new EverydayRequests(updates).take(EVERYDAY);

        var reached = origin.requestsDuring(() -> {
            var answers = devices.each(asked.stream().map(Everyday::request).toList());
            for (int i = 0; i < asked.size(); i++) {
                assertRight(asked.get(i), packages.get(asked.get(i).what()), answers.get(i));
            }
        });

        report.row(edge, "a day's mix of checks, downloads and ranges", asked.size(), reached.size());
        assertThat(reached.size()).isLessThan(asked.size() / 20);
    }

    private static void assertRight(Everyday asked, byte[] updatePackage, Answer answer) {
        if (asked.isCheck()) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains(asked.what().sha256());
        } else if (asked.request().headers().length > 0) {
            assertRange(updatePackage, asked.request().headers()[1], answer);
        } else {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.sha256()).isEqualTo(asked.what().sha256());
        }
    }

    private static void assertRange(byte[] whole, String range, Answer answer) {
        var bounds = range.replace("bytes=", "").split("-");
        int from = Integer.parseInt(bounds[0]);
        int to = Math.min(Integer.parseInt(bounds[1]), whole.length - 1);
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes " + from + "-" + to + "/" + whole.length);
        assertThat(answer.sha256())
                .isEqualTo(Sha256.of(Arrays.copyOfRange(whole, from, to + 1)).hex());
    }

    @Test
    void aThousandDevicesThatDownloadAtOnceCostOneFetch() {
        var update = publish("crowd", "ios", "1.0.0", SMALL);
        long began = System.nanoTime();

        var reached = origin.requestsDuring(() -> assertThat(devices.allAtOnce(CROWD, update.download()))
                .allSatisfy(answer -> assertThat(answer.sha256()).isEqualTo(update.sha256())));

        report.row(edge, "1,000 download at once what was published just now", CROWD, reached.size());
        assertThat(reached.size())
                .isBetween(requestsForPackageOf(SMALL), requestsForPackageOf(SMALL) * (1 + timesExpired(began)));
    }

    @Test
    void aThousandDevicesThatCheckAtOnceCostOneRequest() {
        var update = publish("checking", "ios", "1.0.0", 1000);
        long began = System.nanoTime();

        var reached =
                origin.requestsDuring(() -> assertThat(devices.allAtOnce(CROWD, update.check() + "&my_update_number=0"))
                        .allSatisfy(answer -> assertThat(answer.text()).contains(update.sha256())));

        report.row(edge, "1,000 check at once", CROWD, reached.size());
        assertThat(reached.size()).isBetween(1, 1 + timesExpired(began));
    }

    @Test
    void rangesComeFromTheKeptWhole() {
        var update = publish("ranges", "ios", "1.0.0", SMALL);
        long began = System.nanoTime();
        var unused = origin.requestsDuring(() -> devices.get(update.download()));
        var whole = devices.bytes(update.download());
        var random = new Random(7);
        var asked = IntStream.range(0, 300)
                .mapToObj(i -> random.nextInt(whole.length))
                .map(from -> new AskedFor(update.download(), "Range", "bytes=" + from + "-" + (from + 70_000)))
                .toList();

        var reached = origin.requestsDuring(() -> {
            var answers = devices.each(asked);
            for (int i = 0; i < asked.size(); i++) {
                assertRange(whole, asked.get(i).headers()[1], answers.get(i));
            }
        });

        report.row(edge, "ranges of a package that is kept", asked.size(), reached.size());
        assertThat(reached.size()).isLessThanOrEqualTo(requestsForPackageOf(SMALL) * timesExpired(began));
    }

    @Test
    void aDownloadIsResumedOnlyIfItIsStillTheSamePackage() {
        var update = known();
        var etag = devices.get(update.download()).header("ETag");

        var resumed = devices.get(update.download(), "Range", "bytes=1000-", "If-Range", etag);
        var another = devices.get(update.download(), "Range", "bytes=1000-", "If-Range", "\"another\"");
        var known = devices.get(update.download(), "If-None-Match", etag);

        assertThat(resumed.status()).isEqualTo(206);
        assertThat(another.status()).isEqualTo(200);
        assertThat(another.sha256()).isEqualTo(update.sha256());
        assertThat(known.status()).isEqualTo(304);
    }

    @Test
    void aLargePackageIsFetchedOnceWhateverPartsAreAskedFor() {
        var update = publish("large", "android", "1.0.0", LARGE);
        var whole = new Devices(origin.delivery()).bytes(update.packagePath());
        var parts = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> whole.length / 51 * (51 - i))
                .map(from -> new AskedFor(update.packagePath(), "Range", "bytes=" + from + "-" + (from + 9999)))
                .toList();

        var reached = origin.requestsDuring(() -> {
            var answers = devices.each(parts);
            for (int i = 0; i < parts.size(); i++) {
                assertRange(whole, parts.get(i).headers()[1], answers.get(i));
            }
            assertThat(devices.allAtOnce(5, update.packagePath()))
                    .allSatisfy(answer -> assertThat(answer.sha256()).isEqualTo(update.sha256()));
        });

        report.rowOfLargePackage(
                edge,
                "50 ranges of a package of " + (LARGE >> 20) + " MiB that is not kept, then 5 times the whole",
                parts.size() + 5,
                reached.size());
        assertThat(reached.size()).isEqualTo(requestsForPackageOf(whole.length));
    }

    @Test
    void staleAnswersAreServedWhileTheServicesAreAwayAndFreshOnesAfterwards() {
        var update = publish("outage", "ios", "1.0.0", SMALL);
        var paths = List.of(update.check(), update.download(), update.packagePath());
        paths.forEach(devices::get);

        origin.stop();
        try {
            await().atMost(PATIENCE)
                    .until(() -> devices.get(update.check()).isStale()
                            && devices.get(update.download()).isStale());
            assertThat(devices.get(update.check()).text()).contains(update.sha256());
            assertThat(devices.get(update.download()).sha256()).isEqualTo(update.sha256());
            assertThat(devices.get(update.packagePath()).sha256()).isEqualTo(update.sha256());
            assertThat(devices.get(update.download("99")).status()).isBetween(500, 599);
            report.row(edge, "1,000 checks while the services are away", CROWD, 0);
            assertThat(devices.allAtOnce(CROWD, update.check()))
                    .allSatisfy(answer -> assertThat(answer.text()).contains(update.sha256()));
        } finally {
            origin.startAgain();
        }

        var next = publish("outage", "ios", "1.0.0", SMALL);
        await().atMost(PATIENCE).until(() -> devices.get(next.check()).text().contains(next.sha256()));
        // A probe may take the other service for absent a little longer.
        await().atMost(PATIENCE)
                .until(() -> devices.get(next.download()).sha256().equals(next.sha256()));
        await().atMost(PATIENCE).until(() -> !devices.get(update.download()).isStale());
    }

    @Test
    void aNumberThatMayStillComeIsNotRememberedAsUnknown() {
        var first = publish("coming", "ios", "1.0.0", SMALL);
        assertThat(first.number()).isEqualTo("1");

        assertThat(devices.get(first.download("2")).status()).isEqualTo(404);
        var second = publish("coming", "ios", "1.0.0", SMALL);
        long began = System.nanoTime();
        var reached = origin.requestsDuring(() -> assertThat(devices.allAtOnce(FEW, second.download()))
                .allSatisfy(answer -> assertThat(answer.sha256()).isEqualTo(second.sha256())));

        report.row(edge, FEW + " download at once a number that was unknown before", FEW, reached.size());
        assertThat(reached.size())
                .isBetween(requestsForPackageOf(SMALL), requestsForPackageOf(SMALL) * (1 + timesExpired(began)));
    }

    @Test
    void whateverIsAskedGetsTheAnswerOfTheServicesAndLeavesNothingForOthers() {
        var update = publish("odd", "ios", "1.0.0", 1000);
        var services = new Devices(origin.catalog());

        for (var odd : List.of(
                "/checkUpdate?project_id=" + update.projectId() + "&OS=ios&app_version=1.0.0",
                "/checkUpdate?project_id=" + update.projectId() + "&os=ios&%61pp_version=1.0.0",
                "/checkUpdate?project_id=" + update.projectId() + "&os=&os=ios&app_version=1.0.0",
                "/checkUpdate?project_id=" + update.projectId() + "&os=ios&os=android&app_version=1.0.0",
                "/checkUpdate?project_id=" + update.projectId() + "&os=windows&APP_VERSION=1.0.0&app_version=",
                "/checkUpdate?os=ios&app_version=1.0.0",
                "/checkUpdate?project_id=" + update.projectId() + "&client=1",
                "/checkUpdate?project_id=" + update.projectId() + "&os=ios&app_version=1.0.0&client=1",
                "/checkUpdate")) {
            var answer = devices.get(odd);
            assertThat(answer.text()).as(odd).isEqualTo(services.get(odd).text());
        }
        assertThat(devices.get(update.check()).text())
                .isEqualTo(services.get(update.check()).text())
                .contains(update.sha256());
    }

    @Test
    void aPathInOtherWordsLeavesNothingForOthers() {
        var update = publish("paths", "ios", "1.0.0", 1000);
        var form = "/deploy/" + update.projectId() + "/checkUpdate.json";

        devices.get("/packages/x/.." + update.packagePath().replace("/packages", ""));
        devices.get("/deploy/x/%2e%2e/" + update.projectId() + "/checkUpdate.json");
        for (var split : List.of("/deploy/x%0d%0aX-More:%201/y.json", "/packages/x%20HTTP/1.1%0d%0a%0d%0aGET%20/q")) {
            assertThat(devices.get(split).status()).as(split).isBetween(400, 499);
        }

        assertThat(devices.get(update.packagePath()).sha256()).isEqualTo(update.sha256());
        assertThat(devices.get(form).text()).contains(update.sha256());
    }

    @Test
    void headIsAnsweredFromTheSameCopy() {
        var update = publish("head", "ios", "1.0.0", SMALL);
        long began = System.nanoTime();
        var unused = origin.requestsDuring(() -> devices.get(update.download()));
        var whole = devices.get(update.download());

        var reached = origin.requestsDuring(() -> {
            var head = devices.send("HEAD", update.download());
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.size()).isZero();
            assertThat(head.header("Content-Length")).isEqualTo(Long.toString(whole.size()));
            assertThat(head.header("ETag")).isEqualTo(whole.header("ETag"));
        });

        assertThat(reached.size()).isLessThanOrEqualTo(requestsForPackageOf(SMALL) * timesExpired(began));
    }

    @Test
    void headAloneTellsTheLengthOfTheWhole() {
        var update = publish("head-first", "ios", "1.0.0", SMALL);
        var expected = new Devices(origin.delivery()).send("HEAD", update.download());

        var head = devices.send("HEAD", update.download());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(expected.header("Content-Length"));
    }

    @Test
    void whatDevicesMayKnowAboutAPackageReachesThemUnchanged() {
        var update = known();
        var fromServices = new Devices(origin.delivery()).get(update.download());

        var answer = devices.get(update.download(), "Accept-Encoding", "gzip, br");

        for (var name : List.of(
                "Content-Type",
                "Content-Length",
                "ETag",
                "Last-Modified",
                "Repr-Digest",
                "Content-Disposition",
                "Accept-Ranges",
                "Cache-Control",
                "X-Content-Type-Options")) {
            assertThat(answer.header(name)).as(name).isEqualTo(fromServices.header(name));
        }
        assertThat(answer.header("Content-Encoding")).isEmpty();
    }

    @Test
    void onlyWhatDevicesNeedIsReachable() {
        for (var path : List.of("/q/metrics", "/q/health", "/q", "/api/v1/projects", "/", "/packages", "//q/metrics")) {
            assertThat(devices.get(path).status()).as(path).isEqualTo(404);
        }
        for (var path : List.of("/deploy/../q/metrics", "/deploy/%2e%2e/q/metrics", "/packages/..%2fq/metrics")) {
            assertThat(devices.get(path).status()).as(path).isBetween(400, 499);
        }
        assertThat(devices.send("POST", "/checkUpdate").status()).isEqualTo(405);
        assertThat(devices.send("DELETE", "/download").header("Allow")).contains("GET");
    }

    @Test
    void theStaticFormIsSecondsBehindAtMost() {
        var first = publish("static", "ios", "1.0.0", 1000);
        var path = "/deploy/" + first.projectId() + "/checkUpdate.json";
        assertThat(devices.get(path).text()).contains(first.sha256());

        var second = publish("static", "ios", "1.0.0", 1000);

        await().atMost(PATIENCE).until(() -> devices.get(path).text().contains(second.sha256()));
    }
}
