package dev.tideway.delivery.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.management.JMX;
import javax.management.ObjectName;

/** Stands before the real S3 server: counts what passes, and can be closed or made to hang. */
public final class S3Gate implements S3GateMXBean {
    private static final String NAME = "dev.tideway.delivery:type=S3Gate";
    private static final Pattern FIRST_LINE = Pattern.compile("(?m)^(GET|HEAD) (\\S+) HTTP/1.1");

    private final int target;
    private final ServerSocket server;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile boolean stalled;

    private S3Gate(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    }

    /** The gate's port. */
    static int start(int target) {
        try {
            var gate = new S3Gate(target);
            var beans = ManagementFactory.getPlatformMBeanServer();
            var name = new ObjectName(NAME);
            if (beans.isRegistered(name)) {
                beans.unregisterMBean(name);
            }
            beans.registerMBean(gate, name);
            daemon(gate::accept);
            return gate.server.getLocalPort();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static S3GateMXBean find() {
        try {
            return JMX.newMXBeanProxy(
                    ManagementFactory.getPlatformMBeanServer(), new ObjectName(NAME), S3GateMXBean.class);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        while (true) {
            try {
                var device = server.accept();
                if (closed) {
                    device.close();
                    continue;
                }
                var s3 = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(device);
                sockets.add(s3);
                daemon(() -> copy(device, s3, true));
                daemon(() -> copy(s3, device, false));
            } catch (IOException e) {
                // The next connection may do better.
            }
        }
    }

    private void copy(Socket from, Socket to, boolean count) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (count) {
                    FIRST_LINE
                            .matcher(new String(buffer, 0, n, StandardCharsets.ISO_8859_1))
                            .results()
                            .forEach(line -> lines.add(line.group()));
                }
                synchronized (this) {
                    while (stalled) {
                        wait();
                    }
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException | InterruptedException e) {
            // Closed on purpose, or by the other side.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "gate");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public int requests(String text) {
        return (int) lines.stream().filter(line -> line.contains(text)).count();
    }

    @Override
    public void close() {
        closed = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // Closed all the same.
            }
        }
    }

    @Override
    public void stall() {
        stalled = true;
    }

    @Override
    public synchronized void open() {
        closed = false;
        stalled = false;
        notifyAll();
    }
}
