package dev.tideway.delivery.connection;

import io.micrometer.core.instrument.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;

/** Connections of devices that take little at a time, and how many of them were cut off. */
final class SlowSockets {
    private SlowSockets() {}

    static Socket open(String address, Duration patience) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout((int) patience.toMillis());
        socket.connect(new InetSocketAddress("localhost", URI.create(address).getPort()));
        return socket;
    }

    static double cut(String reason) {
        var counter = Metrics.globalRegistry
                .find("tideway.delivery.cut.off")
                .tag("reason", reason)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    /** Whatever is left until the other side closes, or breaks off. */
    static long drain(Socket socket) throws IOException {
        long drained = 0;
        byte[] buffer = new byte[64 * 1024];
        InputStream in = socket.getInputStream();
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                drained += n;
            }
        } catch (SocketException e) {
            // Cut off while there was something to read.
        }
        return drained;
    }
}
