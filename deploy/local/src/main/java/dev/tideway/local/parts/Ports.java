package dev.tideway.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where each server listens, on this machine alone. */
public record Ports(Map<Part, Integer> byPart) {
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

    /** Ports that nobody listens on at this moment, all different since they are held while the next is sought. */
    public static List<Integer> freePorts(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("This machine gives no free port.", e);
        } finally {
            sockets.forEach(Ports::close);
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
