package dev.tideway.delivery.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.range.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PieceSenderTest {
    private static final long SIZE = 30L << 20;

    private static final int BUFFER = 64 << 10;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<HttpServerResponse> answer = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Each byte says which piece it is of. Pieces take a while, as they do from S3. */
    private final class Pieces implements Body {
        @Override
        public Future<Void> send(RoutingContext request, ByteRange range) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Buffer> read(long offset, int length) {
            return vertx.timer(1, TimeUnit.MILLISECONDS)
                    .map(passed -> Buffer.buffer(piece(offset / PieceSender.PIECE)));
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private static byte[] piece(long number) {
        byte[] bytes = new byte[PieceSender.PIECE];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    @Test
    void sendsEveryPieceOnceAndInOrderToADeviceThatStopsNowAndThen() throws Exception {
        int port = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(BUFFER))
                .requestHandler(request -> {
                    answer.complete(request.response());
                    request.response().putHeader("Content-Length", Long.toString(SIZE));
                    new PieceSender(request.response(), new Pieces()).send(ByteRange.whole(SIZE));
                })
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .actualPort();

        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(BUFFER);
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress("localhost", port));
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var in = new DataInputStream(socket.getInputStream());
            skipHead(in);
            byte[] piece = new byte[PieceSender.PIECE];
            for (int i = 0; i < SIZE / PieceSender.PIECE; i++) {
                if (i % 10 == 0) {
                    var response = answer.get(30, TimeUnit.SECONDS);
                    await().atMost(Duration.ofSeconds(60)).until(response::writeQueueFull);
                }
                in.readFully(piece);
                assertThat(Arrays.equals(piece, piece(i))).as("piece %d", i).isTrue();
            }
        }
    }

    private static void skipHead(DataInputStream in) throws IOException {
        int lineEnds = 0;
        while (lineEnds < 4) {
            int b = in.read();
            lineEnds = b == '\r' || b == '\n' ? lineEnds + 1 : 0;
        }
    }
}
