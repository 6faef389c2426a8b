package dev.tideway.delivery.download;

import dev.tideway.delivery.range.ByteRange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Where an answer's bytes come from. Exactly one of the two sending ways, or {@link #close} alone, is called. */
interface Body {
    /** Sends one piece as the answer's whole content; ends when the last byte has been handed to the kernel. */
    Future<Void> send(RoutingContext request, ByteRange range);

    /** Reads a piece, for an answer that is put together of several. */
    Future<Buffer> read(long offset, int length);

    /** Gives back what is held; harmless when repeated. */
    void close();
}
