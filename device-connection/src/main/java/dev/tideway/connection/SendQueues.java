package dev.tideway.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the kernel has taken of answers and devices have not acknowledged yet, several megabytes for a slow one: a container's
 * network goes with its process, and these bytes with it. Linux alone tells it; elsewhere there is nothing to see.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html">/proc/net/tcp</a>
 */
final class SendQueues {
    /** Of IPv6 sockets, among them those that take IPv4 too, and of IPv4 sockets. */
    private static final List<Path> SOCKETS = List.of(Path.of("/proc/self/net/tcp6"), Path.of("/proc/self/net/tcp"));

    private static final int LOCAL_ADDRESS = 1;
    private static final int QUEUES = 4;
    private static final int HEX = 16;

    private final Set<Integer> ports;

    /** @param ports those on which this process listens */
    SendQueues(Set<Integer> ports) {
        this.ports = Set.copyOf(ports);
    }

    /** Bytes of all connections to the ports, the end of a connection counting as one. */
    long bytes() {
        return SOCKETS.stream().mapToLong(this::bytes).sum();
    }

    private long bytes(Path sockets) {
        try (Stream<String> lines = Files.lines(sockets)) {
            return lines.skip(1).mapToLong(this::bytes).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Of a line such as {@code 0: 0100007F:1F91 0100007F:B552 01 0000A000:00000000 …}, all numbers hexadecimal. */
    private long bytes(String socket) {
        String[] fields = socket.strip().split("\\s+");
        return ports.contains((int) afterColon(fields[LOCAL_ADDRESS])) ? beforeColon(fields[QUEUES]) : 0;
    }

    private static long beforeColon(String pair) {
        return Long.parseLong(pair, 0, pair.indexOf(':'), HEX);
    }

    private static long afterColon(String pair) {
        return Long.parseLong(pair, pair.indexOf(':') + 1, pair.length(), HEX);
    }
}
