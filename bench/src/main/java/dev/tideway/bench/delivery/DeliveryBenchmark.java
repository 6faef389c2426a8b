package dev.tideway.bench.delivery;

import dev.tideway.bench.load.Latencies;
import dev.tideway.bench.load.PacedClient;
import dev.tideway.bench.load.Request;
import dev.tideway.bench.load.Wrk;
import dev.tideway.bench.report.Cost;
import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.report.Side;
import dev.tideway.bench.report.Table;
import dev.tideway.bench.report.WarmUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Packages, whole and in ranges, beside nginx that sends the same files. */
final class DeliveryBenchmark {
    private static final int CONNECTIONS = 16;

    private final DeliveryOptions options;
    private final Side nginx;
    private final Side delivery;
    private final List<SamplePackage> packages;
    private final Wrk wrk;
    private final Table costs = new Table(
            "request",
            "server",
            "requests/s",
            "MB/s",
            "core busy",
            "CPU ms/request",
            "MB per CPU second",
            "ratio of bytes per CPU",
            "ratio of CPU",
            "errors");
    private final Table latencies = new Table(
            "request", "server", "requests/s", "first byte: median", "p99", "p99.9", "whole answer: p99", "failed");

    DeliveryBenchmark(DeliveryOptions options, Side nginx, Side delivery, List<SamplePackage> packages) {
        this.options = options;
        this.nginx = nginx;
        this.delivery = delivery;
        this.packages = packages;
        this.wrk = new Wrk(options.folder(), CONNECTIONS);
    }

    void run() {
        warmUp();
        for (Case one : options.cases()) {
            if (one == Case.SLOW) {
                continue;
            }
            List<Request> requests = one.requests(packages);
            double perSecond = compare(one.title(), requests);
            if (one.isTimed() && !options.noLatencies) {
                compareLatencies(one.title(), requests, perSecond / 2);
            }
        }
        System.out.println("\nAs fast as they go, " + CONNECTIONS + " connections, medians of " + options.rounds()
                + " rounds:\n" + costs);
        System.out.println("\nAt half of the service's highest rate, timed from when each request was due, medians of "
                + options.rounds() + " rounds:\n" + latencies);
    }

    /** Returns the service's requests a second. */
    private double compare(String request, List<Request> requests) {
        Path file = Wrk.write(options.folder().resolve("requests.txt"), requests);
        wrk.run(nginx.address(), file, options.round());
        wrk.run(delivery.address(), file, options.round());
        List<Cost> ofNginx = new ArrayList<>();
        List<Cost> ofDelivery = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            ofNginx.add(Cost.measure(wrk, nginx, file, options.round()));
            ofDelivery.add(Cost.measure(wrk, delivery, file, options.round()));
        }
        row(request, nginx, ofNginx, ofNginx);
        row(request, delivery, ofDelivery, ofNginx);
        return Numbers.median(ofDelivery, Cost::perSecond);
    }

    private void warmUp() {
        // What fits into the kernel's buffer at once goes another way than what does not.
        Path ranges = Wrk.write(options.folder().resolve("ranges.txt"), Case.RANGE_64K.requests(packages));
        Path whole = Wrk.write(options.folder().resolve("whole.txt"), Case.WHOLE_15.requests(packages));
        System.out.println(new WarmUp(wrk, delivery, options.round(), options.warmUp()).run(List.of(ranges, whole)));
    }

    private void row(String request, Side side, List<Cost> rounds, List<Cost> peer) {
        double bytes = Numbers.median(rounds, Cost::bytesPerCpuSecond);
        double cpu = Numbers.median(rounds, Cost::microsPerRequest);
        costs.row(
                request,
                side.name(),
                Numbers.tenths(Numbers.median(rounds, Cost::perSecond)),
                Numbers.whole(Numbers.median(rounds, Cost::bytesPerSecond) / 1e6),
                Numbers.whole(100 * Numbers.median(rounds, Cost::busy)) + " %",
                Numbers.thousandths(cpu / 1e3),
                Numbers.whole(bytes / 1e6),
                Numbers.ratio(bytes / Numbers.median(peer, Cost::bytesPerCpuSecond)),
                Numbers.ratio(cpu / Numbers.median(peer, Cost::microsPerRequest)),
                rounds.stream().mapToLong(Cost::errors).sum());
    }

    private void compareLatencies(String request, List<Request> requests, double rate) {
        List<Latencies> ofNginx = new ArrayList<>();
        List<Latencies> ofDelivery = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            ofNginx.add(paced(nginx, requests, rate));
            ofDelivery.add(paced(delivery, requests, rate));
        }
        row(request, nginx, rate, ofNginx);
        row(request, delivery, rate, ofDelivery);
    }

    private Latencies paced(Side side, List<Request> requests, double rate) {
        return new PacedClient(side.address(), CONNECTIONS, requests).run(rate, options.round());
    }

    private void row(String request, Side side, double rate, List<Latencies> rounds) {
        latencies.row(
                request,
                side.name(),
                Numbers.tenths(rate),
                Numbers.milliseconds(Numbers.median(rounds, one -> one.firstByte(50))),
                Numbers.milliseconds(Numbers.median(rounds, one -> one.firstByte(99))),
                Numbers.milliseconds(Numbers.median(rounds, one -> one.firstByte(99.9))),
                Numbers.milliseconds(Numbers.median(rounds, one -> one.complete(99))),
                rounds.stream().mapToLong(Latencies::failed).sum());
    }
}
