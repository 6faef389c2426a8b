package dev.tideway.delivery.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.delivery.range.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PieceSenderTest {
    private static final long SIZE = 30L << 20;

    private final Vertx vertx = Vertx.vertx();

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
    void sendsEveryPieceOnceAndInOrderToADeviceThatIsNowSlowNowFast() throws Exception {
        int port = vertx.createHttpServer()
                .requestHandler(request -> {
                    request.response().putHeader("Content-Length", Long.toString(SIZE));
                    new PieceSender(request.response(), new Pieces()).send(ByteRange.whole(SIZE));
                })
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .actualPort();

        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var in = new DataInputStream(socket.getInputStream());
            skipHead(in);
            byte[] piece = new byte[PieceSender.PIECE];
            for (int i = 0; i < SIZE / PieceSender.PIECE; i++) {
                in.readFully(piece);
                assertThat(Arrays.equals(piece, piece(i))).as("piece %d", i).isTrue();
                if (i % 10 == 0) {
                    Thread.sleep(20);
                }
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
