package dev.tideway.bench.load;

import dev.tideway.bench.machine.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** wrk: as many requests as go, drawn at random from a list, over a fixed number of connections. */
public record Wrk(Path folder, int connections) {
    /** Requests stand in the file without their line breaks, one a line. */
    private static final String SCRIPT = """
            local requests, count = {}, 0
            function init(args)
              for line in io.lines(args[1]) do
                count = count + 1
                requests[count] = line:gsub("|", "\\r\\n")
              end
              math.randomseed(tonumber(args[2]))
            end
            local random = math.random
            function request()
              return requests[random(count)]
            end
            function done(summary, latency, parts)
              local e = summary.errors
              print(string.format("RESULT %d %d %d %d %d %d", summary.requests, summary.bytes, summary.duration,
                e.connect + e.read + e.write + e.timeout + e.status, latency:percentile(50), latency:percentile(99)))
            end
            """;

    /**
     * What came back.
     *
     * @param errors answers of 400 and above, and broken connections
     * @param medianMicros how long the middle request took, in microseconds
     */
    public record Result(long requests, long bytes, Duration duration, long errors, long medianMicros, long p99Micros) {
        public double perSecond() {
            return requests * 1e9 / duration.toNanos();
        }
    }

    /** @throws IllegalStateException if wrk cannot reach the server */
    public Result run(URI server, Path requests, Duration duration) {
        Path script = folder.resolve("random.lua");
        try {
            Files.writeString(script, SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String output = Command.run(List.of(
                "wrk",
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + duration.toSeconds() + "s",
                "--timeout=30s",
                "--script=" + script,
                server.toString(),
                "--",
                requests.toString(),
                Long.toString(System.nanoTime() % 1_000_000)));
        return parse(output);
    }

    /** Writes requests in the form that {@link #run} reads. */
    public static Path write(Path file, List<Request> requests) {
        try {
            return Files.write(
                    file,
                    requests.stream()
                            .map(request -> request.head().replace("\r\n", "|"))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result parse(String output) {
        String[] words = output.lines()
                .filter(line -> line.startsWith("RESULT "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk gave no result: " + output))
                .split(" ");
        long[] numbers = new long[words.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(words[i + 1]);
        }
        return new Result(
                numbers[0], numbers[1], Duration.ofNanos(numbers[2] * 1000), numbers[3], numbers[4], numbers[5]);
    }
}
