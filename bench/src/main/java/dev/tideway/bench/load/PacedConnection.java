package dev.tideway.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One kept-alive connection with at most one request on its way. */
final class PacedConnection {
    private final SocketChannel channel;
    private final Latencies latencies;
    private final ResponseEnd end = new ResponseEnd();
    private long due;
    private boolean waitsForFirstByte;

    private PacedConnection(SocketChannel channel, Latencies latencies) {
        this.channel = channel;
        this.latencies = latencies;
    }

    static PacedConnection open(InetSocketAddress server, Selector selector, Latencies latencies) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var connection = new PacedConnection(channel, latencies);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    /** @param due when it should have gone out, by {@link System#nanoTime} */
    void send(ByteBuffer request, long due) throws IOException {
        this.due = due;
        waitsForFirstByte = true;
        end.begin();
        ByteBuffer bytes = request.duplicate();
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("A request did not fit into an empty socket buffer.");
        }
    }

    /** Returns whether the response is complete. */
    boolean read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            throw new IOException("The server closed a connection.");
        }
        long now = System.nanoTime();
        if (waitsForFirstByte) {
            waitsForFirstByte = false;
            latencies.firstByte(now - due);
        }
        if (!end.reachedBy(buffer.flip())) {
            return false;
        }
        latencies.complete(now - due, end.status());
        return true;
    }

    void close() throws IOException {
        channel.close();
    }
}
