package dev.tideway.bench.delivery;

import dev.tideway.bench.load.Wrk;
import dev.tideway.bench.peer.Nginx;
import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.stack.Pause;
import dev.tideway.bench.stack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which system calls an answer takes, by {@code strace -c}: whether its bytes pass through the server's memory. */
final class SystemCalls {
    private static final int CONNECTIONS = 4;
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int LINES = 14;

    private SystemCalls() {}

    static void print(DeliveryOptions options, Nginx nginx, Service delivery, List<SamplePackage> packages) {
        for (Case one : List.of(Case.RANGE_64K, Case.WHOLE_15)) {
            Path requests = Wrk.write(options.folder().resolve("requests.txt"), one.requests(packages));
            print(options, one.title() + ", nginx", nginx.address(), nginx.handle(), requests);
            print(options, one.title() + ", delivery-service", delivery.address(), delivery.handle(), requests);
        }
    }

    private static void print(DeliveryOptions options, String title, URI address, ProcessHandle server, Path requests) {
        Path counts = options.folder().resolve("strace.txt");
        Process strace = attach(server, counts);
        Wrk.Result load = new Wrk(options.folder(), CONNECTIONS).run(address, requests, TIME);
        detach(strace);
        try (Stream<String> lines = Files.lines(counts)) {
            System.out.println("\n" + title + ", " + Numbers.whole(load.requests()) + " requests, strace -c -f:\n"
                    + lines.limit(LINES).collect(Collectors.joining("\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process attach(ProcessHandle server, Path counts) {
        String processes = Stream.concat(Stream.of(server), server.descendants())
                .map(one -> Long.toString(one.pid()))
                .collect(Collectors.joining(","));
        try {
            Process strace = new ProcessBuilder("strace", "-c", "-f", "-o", counts.toString(), "-p", processes)
                    .redirectErrorStream(true)
                    .redirectOutput(counts.resolveSibling("strace.log").toFile())
                    .start();
            // It says on standard error when it has attached, thread by thread; a second is plenty.
            Pause.milliseconds(1000);
            return strace;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void detach(Process strace) {
        strace.destroy();
        try {
            if (!strace.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("strace did not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
