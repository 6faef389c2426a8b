package dev.tideway.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Requests at a fixed rate, each timed from the moment at which it was due: a server that stands still for a while is
 * charged for all requests that this delayed, not only for the one that it happened to hold.
 */
public final class PacedClient {
    private static final int READ_BUFFER = 1 << 20;
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final InetSocketAddress server;
    private final int connections;
    private final List<ByteBuffer> requests;

    public PacedClient(URI server, int connections, List<Request> requests) {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.connections = connections;
        this.requests = requests.stream().map(Request::bytes).toList();
    }

    /** Spends one core while it runs: at tens of thousands of requests a second, sleeping would be late. */
    public Latencies run(double perSecond, Duration duration) {
        try (Selector selector = Selector.open()) {
            return new Run(selector, perSecond, duration).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One run's connections and clock. */
    private final class Run {
        private final Selector selector;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BUFFER);
        private final ArrayDeque<PacedConnection> idle = new ArrayDeque<>();
        private final Latencies latencies = new Latencies();
        private final double nanosBetween;
        private final long count;
        private final long duration;

        Run(Selector selector, double perSecond, Duration duration) {
            this.selector = selector;
            this.nanosBetween = 1e9 / perSecond;
            this.count = Math.round(perSecond * duration.toNanos() / 1e9);
            this.duration = duration.toNanos();
        }

        Latencies run() throws IOException {
            List<PacedConnection> all = new ArrayList<>();
            try {
                for (int i = 0; i < connections; i++) {
                    all.add(PacedConnection.open(server, selector, latencies));
                }
                idle.addAll(all);
                drive();
            } finally {
                for (PacedConnection connection : all) {
                    connection.close();
                }
            }
            return latencies;
        }

        private void drive() throws IOException {
            long begin = System.nanoTime();
            long end = begin + duration + DRAIN.toNanos();
            long sent = 0;
            while (sent < count || idle.size() < connections) {
                long now = System.nanoTime();
                if (now > end) {
                    latencies.unanswered(count - sent + connections - idle.size());
                    return;
                }
                long due = begin + (long) (sent * nanosBetween);
                if (sent < count && due <= now && !idle.isEmpty()) {
                    idle.remove().send(nextRequest(), due);
                    sent++;
                } else if (selector.selectNow(this::read) == 0) {
                    Thread.yield();
                }
            }
        }

        private ByteBuffer nextRequest() {
            return requests.get(ThreadLocalRandom.current().nextInt(requests.size()));
        }

        private void read(SelectionKey key) {
            var connection = (PacedConnection) key.attachment();
            try {
                if (connection.read(buffer)) {
                    idle.add(connection);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
