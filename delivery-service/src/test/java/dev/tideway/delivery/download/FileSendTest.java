package dev.tideway.delivery.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.delivery.cache.OpenFile;
import dev.tideway.delivery.range.ByteRange;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSendTest {
    private static final int SIZE = 4 << 20;
    private static final int BUFFER = 64 << 10;
    private static final ByteRange RANGE = new ByteRange(1000, SIZE - 1001);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final byte[] content = new byte[SIZE];
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private final CompletableFuture<Channel> channel = new CompletableFuture<>();
    private OpenFile file;
    private int port;

    @BeforeEach
    void listen() throws Exception {
        new Random(1).nextBytes(content);
        file = new OpenFile(FileChannel.open(Files.write(folder.resolve("file"), content)));
        var options = new HttpServerOptions().setSendBufferSize(BUFFER);
        port = await(vertx.createHttpServer(options)
                        .requestHandler(request -> {
                            request.response().putHeader("Content-Length", Long.toString(RANGE.length()));
                            var sending = FileSend.send(request, file, RANGE);
                            channel.complete(((ConnectionBase) request.connection()).channel());
                            sending.onComplete(done -> {
                                if (done.succeeded()) {
                                    sent.complete(null);
                                } else {
                                    sent.completeExceptionally(done.cause());
                                }
                            });
                        })
                        .listen(0))
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private Socket ask() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(BUFFER);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("localhost", port));
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void skipHead(DataInputStream in) throws IOException {
        int lineEnds = 0;
        while (lineEnds < 4) {
            int b = in.readByte();
            lineEnds = b == '\r' || b == '\n' ? lineEnds + 1 : 0;
        }
    }

    /** The kernel took what its buffers hold, and the rest waits. */
    private boolean isWaiting() throws Exception {
        var connection = channel.get(30, TimeUnit.SECONDS);
        return connection
                .eventLoop()
                .submit(() -> connection.unsafe().outboundBuffer().size() > 0)
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void sendsTheRestToADeviceThatReadsOnLater() throws Exception {
        byte[] received = new byte[(int) RANGE.length()];
        try (var socket = ask()) {
            var in = new DataInputStream(socket.getInputStream());
            skipHead(in);
            for (int from = 0; from < received.length; from += received.length / 4) {
                if (from < received.length / 2) {
                    assertThat(isWaiting()).isTrue();
                }
                in.readFully(received, from, Math.min(received.length / 4, received.length - from));
            }
        }

        assertThat(Arrays.equals(content, 1000, SIZE - 1000, received, 0, received.length))
                .isTrue();
        sent.get(30, TimeUnit.SECONDS);
        assertThat(file.channel().isOpen()).isFalse();
    }

    @Test
    void letsGoOfTheFileWhenTheDeviceGoesAway() throws Exception {
        try (var socket = ask()) {
            skipHead(new DataInputStream(socket.getInputStream()));
        }

        assertThat(sent).failsWithin(30, TimeUnit.SECONDS);
        assertThat(file.channel().isOpen()).isFalse();
    }
}
