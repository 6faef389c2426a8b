package dev.tideway.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Where each server listens, on this machine alone. */
public record Ports(Map<Part, Integer> byPart) {
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 32_767;
    private static final int MOST_ATTEMPTS = 1_000;

    public Ports {
        byPart = Map.copyOf(byPart);
    }

    public static Ports free() {
        var ports = new EnumMap<Part, Integer>(Part.class);
        var free = freePorts(Part.values().length).iterator();
        for (var part : Part.values()) {
            ports.put(part, free.next());
        }
        return new Ports(ports);
    }

    /**
     * Ports that nobody listens on at this moment, all different since they are held while the next is sought.
     *
     * <p>They lie below those that systems give to outgoing connections (RFC 6335 from 49152, Linux from 32768): a
     * server that is stopped for a while would not get such a one back while somebody's connection has it.
     */
    public static List<Integer> freePorts(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int attempt = 0; sockets.size() < count; attempt++) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new StackException(
                            "This machine has no free port between " + LOWEST + " and " + HIGHEST + ".");
                }
                open(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1)).ifPresent(sockets::add);
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    private static Optional<ServerSocket> open(int port) {
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public int of(Part part) {
        var port = byPart.get(part);
        if (port == null) {
            throw new IllegalArgumentException("No port was given for " + part.title() + ".");
        }
        return port;
    }

    /** As clients of that server write it: S3 by a URL, the others by host and port. */
    public String address(Part part) {
        return (part == Part.S3 ? "http://" : "") + "localhost:" + of(part);
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
