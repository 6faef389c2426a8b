package dev.tideway.local.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a port that is taken before a server's log has to tell. */
public final class PortCheck {
    private PortCheck() {}

    /**
     * Returns where nothing listens on the port.
     *
     * @param owner who wants the port, as people write it
     * @param option the option that chooses another
     * @throws StackException where something listens on the port already
     */
    public static void requireFree(int port, String owner, String option) {
        if (!isFree(port)) {
            throw new StackException("Port " + port + " (" + owner + ") is in use: stop the program that listens on it,"
                    + " or choose another port with " + option + ".");
        }
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
