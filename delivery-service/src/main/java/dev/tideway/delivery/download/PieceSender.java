package dev.tideway.delivery.download;

import dev.tideway.delivery.range.ByteRange;
import dev.tideway.delivery.range.MultipartByteRanges;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sends an answer piece by piece, the next one only when the device has taken enough of those before: a slow device
 * costs the memory of one piece. What cannot be sent to its end is cut off, so that nobody takes it for whole.
 */
final class PieceSender {
    /** Large enough that a request to S3 for each is not felt. */
    static final int PIECE = 1 << 20;

    private final HttpServerResponse response;
    private final Body body;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final Promise<Void> sent = Promise.promise();

    /** @param from position of the next byte */
    private record Part(Buffer before, long from, long last) {}

    PieceSender(HttpServerResponse response, Body body) {
        this.response = response;
        this.body = body;
    }

    Future<Void> send(ByteRange range) {
        parts.add(new Part(Buffer.buffer(), range.first(), range.last()));
        return begin(Buffer.buffer());
    }

    Future<Void> send(MultipartByteRanges multipart) {
        for (ByteRange range : multipart.ranges()) {
            parts.add(new Part(Buffer.buffer(multipart.before(range)), range.first(), range.last()));
        }
        return begin(Buffer.buffer(multipart.end()));
    }

    private Future<Void> begin(Buffer end) {
        next(end);
        return sent.future();
    }

    private void next(Buffer end) {
        var part = parts.peek();
        if (response.closed()) {
            sent.tryFail("the device has gone");
        } else if (part == null) {
            response.end(end).onComplete(sent);
        } else {
            int length = (int) Math.min(PIECE, part.last - part.from + 1);
            body.read(part.from, length)
                    .onSuccess(piece -> write(part, piece, end))
                    .onFailure(this::cutOff);
        }
    }

    private void write(Part part, Buffer piece, Buffer end) {
        parts.remove();
        long from = part.from + piece.length();
        if (response.closed()) {
            sent.tryFail("the device has gone");
            return;
        }
        if (from <= part.last) {
            parts.addFirst(new Part(Buffer.buffer(), from, part.last));
        }
        // A handler from before would be called during this write if the kernel takes all of it at once, and go on too.
        response.drainHandler(null);
        response.write(part.before.length() == 0 ? piece : part.before.appendBuffer(piece));
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> next(end));
        } else {
            next(end);
        }
    }

    private void cutOff(Throwable failure) {
        response.reset();
        sent.tryFail(failure);
    }
}
