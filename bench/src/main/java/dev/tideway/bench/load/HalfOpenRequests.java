package dev.tideway.bench.load;

import dev.tideway.bench.stack.Pause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Slowloris: connections from many loopback addresses that each begin a request and never end it. As many stay open as
 * is allowed; for each that the server closes another one is opened, until all were.
 */
public final class HalfOpenRequests implements Runnable {
    /** One address has some 28,000 ports. */
    private static final int PER_ADDRESS = 10_000;

    private static final int LOOKED_AT = 64;
    private static final byte[] BEGINNING =
            "GET /packages/ HTTP/1.1\r\nHost: tideway\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);

    private final SocketAddress server;
    private final int wanted;
    private final int atOnce;
    private final Deque<SocketChannel> open = new ArrayDeque<>();
    private final ByteBuffer nothing = ByteBuffer.allocate(512);

    private volatile int begun;
    private volatile int mostOpen;
    private volatile int answered;

    public HalfOpenRequests(URI server, int wanted, int atOnce) {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.wanted = wanted;
        this.atOnce = atOnce;
    }

    /** Returns when the server has closed every one. */
    @Override
    public void run() {
        while (begun < wanted || !open.isEmpty()) {
            if (begun < wanted && open.size() < atOnce) {
                begin();
                mostOpen = Math.max(mostOpen, open.size());
                closed(LOOKED_AT);
            } else if (!closed(open.size())) {
                Pause.milliseconds(5);
            }
        }
    }

    public int begun() {
        return begun;
    }

    public int mostOpen() {
        return mostOpen;
    }

    /** To how many the server said something. */
    public int answered() {
        return answered;
    }

    private void begin() {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.bind(new InetSocketAddress("127.0.0." + (2 + begun / PER_ADDRESS), 0));
            channel.connect(server);
            channel.configureBlocking(false);
            open.addLast(channel);
            begun++;
            channel.write(ByteBuffer.wrap(BEGINNING));
        } catch (IOException e) {
            // Closed before it could say anything: found so when it is looked at.
        }
    }

    /** Looks at the oldest ones, and drops those that the server has closed. */
    private boolean closed(int most) {
        boolean any = false;
        for (int i = Math.min(most, open.size()); i > 0; i--) {
            SocketChannel channel = open.removeFirst();
            if (isClosed(channel)) {
                any = true;
            } else {
                open.addLast(channel);
            }
        }
        return any;
    }

    private boolean isClosed(SocketChannel channel) {
        try {
            int read = channel.read(nothing.clear());
            if (read > 0) {
                answered++;
            }
            if (read >= 0) {
                return false;
            }
        } catch (IOException e) {
            // Reset: as good as closed.
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
        return true;
    }
}
