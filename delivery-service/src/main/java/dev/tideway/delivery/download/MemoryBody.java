package dev.tideway.delivery.download;

import dev.tideway.delivery.range.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** The bytes of a small public file. */
record MemoryBody(Buffer content) implements Body {
    @Override
    public Future<Void> send(RoutingContext request, ByteRange range) {
        return request.response().end(content.slice((int) range.first(), (int) range.last() + 1));
    }

    @Override
    public Future<Buffer> read(long offset, int length) {
        return Future.succeededFuture(content.slice((int) offset, (int) offset + length));
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
