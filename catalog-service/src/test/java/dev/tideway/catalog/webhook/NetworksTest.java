package dev.tideway.catalog.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    private final Networks networks = new Networks(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "255.255.255.255",
                "224.0.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::a00:1",
                "2002:a00:1::"
            })
    void refusesWhatIsInside(String address) throws IOException {
        assertThat(networks.allow(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "8.8.8.8", "172.32.0.1", "192.169.0.1", "2606:2800:220:1::1", "11.0.0.1"})
    void allowsWhatIsPublic(String address) throws IOException {
        assertThat(networks.allow(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void allowsInsideWhatTheInstallationNames() throws IOException {
        Networks opened = new Networks(List.of("10.20.0.0/16", "::1/128"));

        assertThat(opened.allow(InetAddress.getByName("10.20.3.4"))).isTrue();
        assertThat(opened.allow(InetAddress.getByName("::1"))).isTrue();
        assertThat(opened.allow(InetAddress.getByName("10.21.0.1"))).isFalse();
    }

    /** However a name was resolved before, and whatever it means by now. */
    @Test
    void aSocketLooksAtTheAddressThatItConnectsTo() throws IOException {
        try (Socket socket = new GuardedSockets(networks).createSocket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress("localhost", 1), 1000))
                    .isInstanceOf(GuardedSockets.InsideException.class);
            assertThatThrownBy(() -> socket.connect(InetSocketAddress.createUnresolved("localhost", 1), 1000))
                    .isInstanceOf(GuardedSockets.InsideException.class);
        }
    }
}
