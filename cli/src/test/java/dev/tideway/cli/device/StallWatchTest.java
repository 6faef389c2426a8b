package dev.tideway.cli.device;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.api.HttpCalls;
import dev.tideway.cli.terminal.Progress;
import dev.tideway.protocol.artifact.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StallWatchTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(180)
    void endsAnAttemptFromWhichNothingComes() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RemoteEnd remote = new RemoteEnd()) {
            remote.on("GET /download", (exchange, request) -> {
                exchange.sendResponseHeaders(200, 10);
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                await(over);
            });
            PackageTransfer transfer = new PackageTransfer(HttpCalls.newClient(), Duration.ofMillis(300));
            RemotePackage ten =
                    new RemotePackage(URI.create(remote.url() + "/download"), 10, "\"x\"", Sha256.of(new byte[10]));

            assertThatThrownBy(() -> transfer.goOn(ten, folder.resolve("part"), Progress.SILENT))
                    .isInstanceOf(IOException.class);
            over.countDown();
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
