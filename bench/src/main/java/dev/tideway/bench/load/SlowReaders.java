package dev.tideway.bench.load;

import dev.tideway.bench.stack.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Devices on bad networks: each asks for a large package and takes a few kilobytes of it a second. */
public final class SlowReaders implements AutoCloseable {
    /** Small, so that the server is the one that waits. */
    private static final int RECEIVE_BUFFER = 8192;

    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer;
    private long closedByServer;

    /** @param bytesPerSecond for each reader, at most the receive buffer's 8 KiB */
    public SlowReaders(int bytesPerSecond) {
        this.buffer = ByteBuffer.allocateDirect(bytesPerSecond);
    }

    public void connect(URI server, Request request, int readers) {
        try {
            for (int i = 0; i < readers; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
                channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
                channel.write(request.bytes());
                channel.configureBlocking(false);
                channels.add(channel);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("After " + channels.size() + " connections", e);
        }
    }

    /** Every reader reads once a second for so long; those that the server closes are counted. */
    public void read(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            long next = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            channels.removeIf(this::isClosedAfterRead);
            Pause.milliseconds(Math.max(1, (next - System.nanoTime()) / 1_000_000));
        }
    }

    public int open() {
        return channels.size();
    }

    public long closedByServer() {
        return closedByServer;
    }

    @Override
    public void close() {
        channels.forEach(SlowReaders::close);
    }

    private boolean isClosedAfterRead(SocketChannel channel) {
        try {
            if (channel.read(buffer.clear()) >= 0) {
                return false;
            }
        } catch (IOException e) {
            // Reset: counted like an orderly end.
        }
        closedByServer++;
        close(channel);
        return true;
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
