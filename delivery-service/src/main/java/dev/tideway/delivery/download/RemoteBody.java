package dev.tideway.delivery.download;

import dev.tideway.delivery.bucket.Bucket;
import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.cache.BrokenObjectException;
import dev.tideway.delivery.cache.RemoteObject;
import dev.tideway.delivery.cache.Workers;
import dev.tideway.delivery.range.ByteRange;
import dev.tideway.protocol.artifact.Sha256;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;

/**
 * The bytes of an object in S3, fetched piece by piece as the device takes them, so that a slow one holds neither a
 * connection to S3 nor a thread.
 */
final class RemoteBody implements Body {
    private final RemoteObject object;
    private final ObjectStore store;
    private final Workers workers;
    private final MessageDigest digest = Sha256.newDigest();
    private long digested;

    RemoteBody(RemoteObject object, ObjectStore store, Workers workers) {
        this.object = object;
        this.store = store;
        this.workers = workers;
    }

    @Override
    public Future<Void> send(RoutingContext request, ByteRange range) {
        return new PieceSender(request.response(), this).send(range);
    }

    @Override
    public Future<Buffer> read(long offset, int length) {
        var read = workers.run(
                () -> check(offset, store.read(Bucket.PUBLIC, object.key(), object.head(), offset, length)));
        return Future.fromCompletionStage(read, Vertx.currentContext()).map(Buffer::buffer);
    }

    /** Whoever takes all bytes in their order does not get the last ones if they are not what their name promises. */
    private byte[] check(long offset, byte[] bytes) {
        if (offset != digested) {
            return bytes;
        }
        digest.update(bytes);
        digested += bytes.length;
        if (digested == object.size()) {
            var found = Sha256.of(digest);
            if (object.digest().filter(expected -> !expected.equals(found)).isPresent()) {
                throw new BrokenObjectException(object.key(), found);
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        object.release();
    }
}
