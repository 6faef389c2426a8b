package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.CachedFile;
import dev.tideway.delivery.range.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** The bytes of a verified file: on plain HTTP the kernel sends them without their passing through this process. */
final class FileBody implements Body {
    private final CachedFile file;
    private final Runnable onLoss;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param onLoss told if the file turns out to be gone */
    FileBody(CachedFile file, Runnable onLoss) {
        this.file = file;
        this.onLoss = onLoss;
    }

    @Override
    public Future<Void> send(RoutingContext request, ByteRange range) {
        try {
            if (FileSend.isPossible(request.request())) {
                return FileSend.send(request.request(), file.open(), range);
            }
        } catch (IOException e) {
            onLoss.run();
            return Future.failedFuture(e);
        }
        return request.response()
                .sendFile(file.path().toString(), range.first(), range.length())
                .onFailure(failure -> {
                    if (failure instanceof FileNotFoundException) {
                        onLoss.run();
                    }
                });
    }

    @Override
    public Future<Buffer> read(long offset, int length) {
        return Vertx.currentContext().executeBlocking(() -> {
            var bytes = ByteBuffer.allocate(length);
            try (var channel = FileChannel.open(file.path())) {
                while (bytes.hasRemaining()) {
                    if (channel.read(bytes, offset + bytes.position()) < 0) {
                        throw new EOFException(file.path() + " has become shorter");
                    }
                }
            }
            return Buffer.buffer(bytes.array());
        });
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            file.release();
        }
    }
}
