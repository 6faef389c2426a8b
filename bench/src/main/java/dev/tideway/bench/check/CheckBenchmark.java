package dev.tideway.bench.check;

import dev.tideway.bench.load.Latencies;
import dev.tideway.bench.load.PacedClient;
import dev.tideway.bench.load.Request;
import dev.tideway.bench.load.Wrk;
import dev.tideway.bench.report.Cost;
import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.report.Table;
import dev.tideway.bench.report.WarmUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code /checkUpdate} with many projects loaded, beside nginx that answers the same from memory. */
final class CheckBenchmark {
    private static final int CONNECTIONS = 64;
    private static final int STORM_PER_SECOND = 100;

    private final CheckOptions options;
    private final CheckSide nginx;
    private final CheckSide catalog;
    private final GcLog gcLog;
    private final Wrk wrk;
    /** Above all that were sent. */
    private long revision = 2;

    CheckBenchmark(CheckOptions options, CheckSide nginx, CheckSide catalog, GcLog gcLog) {
        this.options = options;
        this.nginx = nginx;
        this.catalog = catalog;
        this.gcLog = gcLog;
        this.wrk = new Wrk(options.folder(), CONNECTIONS);
    }

    void run(BenchTopic topic, SampleProjects projects) {
        Table costs =
                new Table("answer", "server", "requests/s", "core busy", "CPU µs/request", "ratio of CPU", "errors");
        warmUp(topic, projects);
        double fastest = compare("200", false, costs);
        compare("304", true, costs);
        System.out.println("\nAs fast as they go, " + CONNECTIONS + " connections, medians of " + options.rounds()
                + " rounds:\n" + costs);
        System.out.println("\nAt half of the service's highest rate, timed from when each request was due:\n"
                + latencies(fastest / 2, topic, projects));
    }

    /** With changes too: compiling what they need took half of the core for seconds, in the rounds after the first storm. */
    private void warmUp(BenchTopic topic, SampleProjects projects) {
        var warmUp = new WarmUp(wrk, catalog.side(), options.round(), options.warmUp());
        List<Path> loads = List.of(file(catalog, false), file(catalog, true));
        try (PublishStorm storm = storm(topic, projects)) {
            System.out.println(warmUp.run(loads) + ", amid changes");
            revision += storm.sent() + STORM_PER_SECOND;
        }
        System.out.println(warmUp.run(loads));
    }

    private PublishStorm storm(BenchTopic topic, SampleProjects projects) {
        return PublishStorm.start(topic, projects, STORM_PER_SECOND, revision);
    }

    /** Returns the service's requests a second. */
    private double compare(String answer, boolean conditional, Table table) {
        Path forNginx = file(nginx, conditional);
        Path forCatalog = file(catalog, conditional);
        wrk.run(catalog.side().address(), forCatalog, Duration.ofSeconds(1));
        wrk.run(nginx.side().address(), forNginx, Duration.ofSeconds(1));
        List<Cost> ofNginx = new ArrayList<>();
        List<Cost> ofCatalog = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            ofNginx.add(Cost.measure(wrk, nginx.side(), forNginx, options.round()));
            ofCatalog.add(Cost.measure(wrk, catalog.side(), forCatalog, options.round()));
        }
        double peer = Numbers.median(ofNginx, Cost::microsPerRequest);
        row(table, answer, nginx.side().name(), ofNginx, peer);
        row(table, answer, catalog.side().name(), ofCatalog, peer);
        return Numbers.median(ofCatalog, Cost::perSecond);
    }

    private Path file(CheckSide side, boolean conditional) {
        List<Request> requests =
                conditional ? side.requests().conditional() : side.requests().plain();
        return Wrk.write(
                options.folder().resolve(side.side().name() + (conditional ? "-conditional" : "-plain") + ".txt"),
                requests);
    }

    private static void row(Table table, String answer, String server, List<Cost> rounds, double peer) {
        double cpu = Numbers.median(rounds, Cost::microsPerRequest);
        table.row(
                answer,
                server,
                Numbers.whole(Numbers.median(rounds, Cost::perSecond)),
                Numbers.whole(100 * Numbers.median(rounds, Cost::busy)) + " %",
                Numbers.tenths(cpu),
                Numbers.ratio(cpu / peer),
                rounds.stream().mapToLong(Cost::errors).sum());
    }

    private Table latencies(double rate, BenchTopic topic, SampleProjects projects) {
        paced(nginx, rate, options.round());
        Table table = new Table(
                "server", "meanwhile", "requests/s", "median", "p99", "p99.9", "longest", "failed", "longest GC pause");
        for (int round = 0; round < options.rounds(); round++) {
            bothSides(table, "nothing", rate);
            try (PublishStorm storm = storm(topic, projects)) {
                bothSides(table, STORM_PER_SECOND + " changes/s", rate);
                revision += storm.sent() + STORM_PER_SECOND;
            }
        }
        return table;
    }

    private void bothSides(Table table, String meanwhile, double rate) {
        row(table, nginx.side().name(), meanwhile, rate, paced(nginx, rate, options.round()), "");
        int position = gcLog.position();
        Latencies latencies = paced(catalog, rate, options.round());
        List<Double> pauses = gcLog.pausesSince(position);
        double longest = pauses.stream().mapToDouble(p -> p).max().orElse(0);
        String pause = pauses.isEmpty() ? "none" : Numbers.milliseconds(longest) + " of " + pauses.size();
        row(table, catalog.side().name(), meanwhile, rate, latencies, pause);
    }

    private static Latencies paced(CheckSide side, double rate, Duration duration) {
        return new PacedClient(
                        side.side().address(), CONNECTIONS, side.requests().plain())
                .run(rate, duration);
    }

    private static void row(
            Table table, String server, String meanwhile, double rate, Latencies latencies, String pause) {
        table.row(
                server,
                meanwhile,
                Numbers.whole(rate),
                Numbers.milliseconds(latencies.complete(50)),
                Numbers.milliseconds(latencies.complete(99)),
                Numbers.milliseconds(latencies.complete(99.9)),
                Numbers.milliseconds(latencies.longest()),
                latencies.failed(),
                pause);
    }
}
