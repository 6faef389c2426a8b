package dev.tideway.bench.delivery;

import dev.tideway.bench.load.HalfOpenRequests;
import dev.tideway.bench.load.Latencies;
import dev.tideway.bench.load.PacedClient;
import dev.tideway.bench.load.Request;
import dev.tideway.bench.machine.Memory;
import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.report.Table;
import dev.tideway.bench.stack.Bucket;
import dev.tideway.bench.stack.Folders;
import dev.tideway.bench.stack.Http;
import dev.tideway.bench.stack.Parts;
import dev.tideway.bench.stack.Service;
import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/half-open}: begins a hundred thousand requests that never end, while devices download. */
@Command(
        name = "bench/half-open",
        mixinStandardHelpOptions = true,
        description =
                "What a hundred thousand half-open requests do to the service and to those who download meanwhile.")
final class HalfOpenMain implements Callable<Integer> {
    /** Descriptors for everything but half-open connections. */
    private static final int OTHERS = 2_000;

    private static final double PER_SECOND = 200;
    private static final int CONNECTIONS = 16;
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);

    @Option(names = "--requests", description = "Half-open requests in all (default: ${DEFAULT-VALUE}).")
    private int requests = 100_000;

    @Option(names = "--seconds", description = "How long devices are measured before (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--folder", description = "Where data and logs go (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("bench/target/half-open");

    private final Table table = new Table(
            "connection.max",
            "half-open requests",
            "open at once",
            "cut off at 10 s",
            "refused at once",
            "answered",
            "resident before",
            "at most meanwhile",
            "devices: first byte p50 before",
            "meanwhile",
            "p99 before",
            "meanwhile",
            "failed");

    public static void main(String[] args) {
        System.exit(new CommandLine(new HalfOpenMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Path work = Folders.emptied(folder.toAbsolutePath());
        SamplePackage sample = SamplePackage.write(Folders.emptied(work.resolve("files")), 15_000_000);
        int descriptors = descriptors();
        try (Parts parts = Parts.start(work.resolve("data"), List.of(Part.S3))) {
            try (Bucket bucket = Bucket.ofPublic(parts)) {
                bucket.put(sample.key(), sample.file());
            }
            // Room for all that come at once, and far less than that.
            for (int max : List.of(Math.min(50_000, descriptors - OTHERS), descriptors / 5)) {
                measure(work, parts, sample, max, Math.min(50_000, descriptors - 2 * OTHERS));
            }
        }
        System.out.println("\nHeap 512 MiB; " + descriptors
                + " descriptors a process; devices ask for ranges of 64 KiB, " + (int) PER_SECOND + " a second over "
                + CONNECTIONS + " connections that they keep:\n" + table);
        return 0;
    }

    private void measure(Path work, Parts parts, SamplePackage sample, int max, int atOnce)
            throws InterruptedException {
        Map<String, String> settings = Map.of(
                "TIDEWAY_DELIVERY_CACHE_DIRECTORY", work.resolve("cache").toString(),
                "TIDEWAY_DELIVERY_CONNECTION_MAX", Integer.toString(max));
        List<String> jvm = List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC");
        int port = Ports.freePorts(1).get(0);
        try (Service delivery =
                Service.start(new Service.Launch("delivery-service", jvm, settings, port, work), parts)) {
            Warming.untilOnDisk(delivery, sample);
            List<Request> ranges = sample.ranges(64 << 10);
            var devices = new PacedClient(delivery.address(), CONNECTIONS, ranges);
            devices.run(PER_SECOND, Duration.ofSeconds(seconds));
            Latencies before = devices.run(PER_SECOND, Duration.ofSeconds(seconds));
            long residentBefore = Memory.resident(delivery.handle());

            var flood = new HalfOpenRequests(delivery.address(), requests, atOnce);
            var thread = new Thread(flood, "half-open");
            thread.start();
            Latencies meanwhile = devices.run(PER_SECOND, HEAD_TIMEOUT.multipliedBy(1 + requests / atOnce));
            thread.join();

            table.row(
                    Numbers.whole(max),
                    Numbers.whole(flood.begun()),
                    Numbers.whole(flood.mostOpen()),
                    Numbers.whole(cutOff(delivery, "head")),
                    Numbers.whole(cutOff(delivery, "connections")),
                    flood.answered(),
                    Numbers.mebibytes(residentBefore),
                    Numbers.mebibytes(Memory.peakResident(delivery.handle())),
                    Numbers.milliseconds(before.firstByte(50)),
                    Numbers.milliseconds(meanwhile.firstByte(50)),
                    Numbers.milliseconds(before.firstByte(99)),
                    Numbers.milliseconds(meanwhile.firstByte(99)),
                    meanwhile.failed());
        }
    }

    private static double cutOff(Service delivery, String reason) {
        String metrics =
                new String(Http.getOk(delivery.address().resolve("/q/metrics")).body());
        return metrics.lines()
                .filter(line -> line.startsWith("tideway_delivery_cut_off_total") && line.contains('"' + reason + '"'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static int descriptors() {
        try {
            return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                    .filter(line -> line.startsWith("Max open files"))
                    .mapToInt(
                            line -> Integer.parseInt(line.replaceAll(" +", " ").split(" ")[3]))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
