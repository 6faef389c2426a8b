package dev.tideway.bench.delivery;

import dev.tideway.bench.load.HalfOpenRequests;
import dev.tideway.bench.load.Latencies;
import dev.tideway.bench.load.PacedClient;
import dev.tideway.bench.machine.Memory;
import dev.tideway.bench.peer.Nginx;
import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.report.Side;
import dev.tideway.bench.report.Table;
import dev.tideway.bench.stack.Bucket;
import dev.tideway.bench.stack.Folders;
import dev.tideway.bench.stack.Http;
import dev.tideway.bench.stack.JvmFlags;
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
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/half-open}: begins a hundred thousand requests that never end, while devices download. */
@Command(
        name = "bench/half-open",
        mixinStandardHelpOptions = true,
        description =
                "What a hundred thousand half-open requests do to the service, and to nginx, and to those who download meanwhile.")
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

    @Option(
            names = "--max",
            split = ",",
            description =
                    "Values of tideway.delivery.connection.max, separated by commas (default: room for all that come"
                            + " at once, and a fifth of the descriptors).")
    private List<Integer> maxima = List.of();

    @Option(names = "--folder", description = "Where data and logs go (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("bench/target/half-open");

    private final Table table = new Table(
            "server",
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
            "p99 by nginx's",
            "failed");

    private @Nullable Flooded ofNginx;

    /** What devices and server had of it. */
    private record Flooded(
            HalfOpenRequests flood,
            double cutOff,
            double refused,
            Latencies before,
            Latencies meanwhile,
            long residentBefore,
            long residentPeak) {}

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
            for (int max : maxima.isEmpty() ? List.of(room(), descriptors / 5) : maxima) {
                measure(parts, sample, max);
            }
        }
        System.out.println("\nHeap 512 MiB; " + descriptors
                + " descriptors a process; devices ask for ranges of 64 KiB, " + (int) PER_SECOND + " a second over "
                + CONNECTIONS + " connections that they keep:\n" + table);
        return 0;
    }

    private void measure(Parts parts, SamplePackage sample, int max) throws InterruptedException {
        Path work = folder.toAbsolutePath();
        Map<String, String> settings = Map.of(
                "TIDEWAY_DELIVERY_CACHE_DIRECTORY", work.resolve("cache").toString(),
                "TIDEWAY_DELIVERY_CONNECTION_MAX", Integer.toString(max));
        List<String> jvm = JvmFlags.withHeap("512m", JvmFlags.DELIVERY);
        int port = Ports.freePorts(1).get(0);
        try (Service delivery =
                Service.start(new Service.Launch("delivery-service", jvm, settings, port, work), parts)) {
            Warming.untilOnDisk(delivery, sample);
            if (ofNginx == null) {
                ofNginx = measureNginx(Main.sameFiles(delivery, work.resolve("files"), sample), sample);
            }
            var side = new Side("delivery-service", delivery.address(), delivery.handle());
            row(side.name(), max, flooded(side, sample, reason -> cutOff(delivery, reason)), ofNginx);
        }
    }

    /** It has room for all that come at once, and does not count them. */
    private Flooded measureNginx(String locations, SamplePackage sample) throws InterruptedException {
        int port = Ports.freePorts(1).get(0);
        Path data = folder.toAbsolutePath().resolve("nginx");
        try (Nginx nginx = Nginx.start(data, port, room(), "client_header_timeout 10s;" + locations)) {
            var side = new Side("nginx", nginx.address(), nginx.handle());
            Flooded flooded = flooded(side, sample, reason -> Double.NaN);
            row(side.name(), room(), flooded, flooded);
            return flooded;
        }
    }

    private Flooded flooded(Side server, SamplePackage sample, ToDoubleFunction<String> cutOff)
            throws InterruptedException {
        var devices = new PacedClient(server.address(), CONNECTIONS, sample.ranges(64 << 10));
        int atOnce = Math.min(50_000, descriptors() - 2 * OTHERS);
        // So that the JVM has compiled what it will when it counts.
        meanwhile(new HalfOpenRequests(server.address(), atOnce, atOnce), devices, HEAD_TIMEOUT.multipliedBy(2));
        Latencies before = devices.run(PER_SECOND, Duration.ofSeconds(seconds));
        long residentBefore = Memory.resident(server.process());
        double cutOffBefore = cutOff.applyAsDouble("head");
        double refusedBefore = cutOff.applyAsDouble("connections");
        var flood = new HalfOpenRequests(server.address(), requests, atOnce);
        Latencies meanwhile = meanwhile(flood, devices, HEAD_TIMEOUT.multipliedBy(1 + requests / atOnce));
        return new Flooded(
                flood,
                cutOff.applyAsDouble("head") - cutOffBefore,
                cutOff.applyAsDouble("connections") - refusedBefore,
                before,
                meanwhile,
                residentBefore,
                Memory.peakResident(server.process()));
    }

    private static Latencies meanwhile(HalfOpenRequests flood, PacedClient devices, Duration duration)
            throws InterruptedException {
        var thread = new Thread(flood, "half-open");
        thread.start();
        Latencies latencies = devices.run(PER_SECOND, duration);
        thread.join();
        return latencies;
    }

    private static int room() {
        return Math.min(50_000, descriptors() - OTHERS);
    }

    private void row(String server, int max, Flooded one, Flooded peer) {
        table.row(
                server,
                Numbers.whole(max),
                Numbers.whole(one.flood.begun()),
                Numbers.whole(one.flood.mostOpen()),
                Double.isNaN(one.cutOff) ? "" : Numbers.whole(one.cutOff),
                Double.isNaN(one.refused) ? "" : Numbers.whole(one.refused),
                one.flood.answered(),
                Numbers.mebibytes(one.residentBefore),
                Numbers.mebibytes(one.residentPeak),
                Numbers.milliseconds(one.before.firstByte(50)),
                Numbers.milliseconds(one.meanwhile.firstByte(50)),
                Numbers.milliseconds(one.before.firstByte(99)),
                Numbers.milliseconds(one.meanwhile.firstByte(99)),
                Numbers.ratio(one.meanwhile.firstByte(99) / peer.meanwhile.firstByte(99)),
                one.meanwhile.failed());
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
