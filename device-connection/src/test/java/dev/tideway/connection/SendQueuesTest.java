package dev.tideway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SendQueuesTest {
    private static final int RECEIVE_BUFFER = 4 << 10;
    private static final int ANSWER = 64 << 10;

    private final ServerSocket server;
    private final SendQueues queues;

    SendQueuesTest() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        queues = new SendQueues(Set.of(server.getLocalPort()));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void holdNothingWhenDevicesHaveTakenAll() throws IOException {
        try (Socket device = connect();
                Socket connection = server.accept()) {
            connection.getOutputStream().write(1);
            assertThat(device.getInputStream().read()).isEqualTo(1);

            await().untilAsserted(() -> assertThat(queues.bytes()).isZero());
        }
    }

    @Test
    void holdWhatADeviceHasNotTakenAfterItsConnectionWasClosedHere() throws IOException {
        try (Socket device = connect()) {
            try (Socket connection = server.accept()) {
                connection.setSendBufferSize(2 * ANSWER);
                connection.getOutputStream().write(new byte[ANSWER]);
            }
            assertThat(queues.bytes()).isPositive();

            // When
            assertThat(device.getInputStream().readNBytes(ANSWER).length).isEqualTo(ANSWER);
            assertThat(device.getInputStream().read()).isEqualTo(-1);

            // Then
            await().untilAsserted(() -> assertThat(queues.bytes()).isZero());
        }
    }

    @Test
    void areThoseOfItsOwnPortsAlone() throws IOException {
        try (Socket device = connect();
                Socket connection = server.accept()) {
            connection.setSendBufferSize(2 * ANSWER);
            connection.getOutputStream().write(new byte[ANSWER]);

            assertThat(new SendQueues(Set.of(device.getLocalPort())).bytes()).isZero();
        }
    }

    private Socket connect() throws IOException {
        Socket device = new Socket();
        device.setReceiveBufferSize(RECEIVE_BUFFER);
        device.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
        return device;
    }
}
