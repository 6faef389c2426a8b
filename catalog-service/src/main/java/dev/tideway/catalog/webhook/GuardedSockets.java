package dev.tideway.catalog.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that look at the address that they are about to connect to, so that what was looked at is what is connected to:
 * a name that means another address by then leads nowhere.
 */
final class GuardedSockets extends SocketFactory {
    private final Networks networks;

    GuardedSockets(Networks networks) {
        this.networks = networks;
    }

    /** The address is inside. */
    static final class InsideException extends IOException {
        private static final long serialVersionUID = 1L;

        InsideException() {
            super("its address points inside the network, which the installation does not allow");
        }
    }

    @Override
    public Socket createSocket() {
        return new Guarded();
    }

    private final class Guarded extends Socket {
        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress inet)
                    || inet.isUnresolved()
                    || !networks.allow(inet.getAddress())) {
                throw new InsideException();
            }
            super.connect(endpoint, timeout);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress to) throws IOException {
        Socket socket = createSocket();
        socket.connect(to);
        return socket;
    }
}
