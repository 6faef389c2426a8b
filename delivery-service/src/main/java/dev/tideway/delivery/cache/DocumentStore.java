package dev.tideway.delivery.cache;

import dev.tideway.delivery.bucket.Bucket;
import dev.tideway.delivery.bucket.ObjectHead;
import dev.tideway.delivery.bucket.ObjectMissingException;
import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.bucket.ObjectStream;
import dev.tideway.delivery.bucket.StoreUnavailableException;
import java.io.IOException;
import java.util.Optional;

/** Reads objects that change from one bucket, conditionally where an older version is at hand. */
public final class DocumentStore implements DocumentSource {
    private static final byte[] NO_BODY = {};

    private final ObjectStore store;
    private final Bucket bucket;
    private final int largest;

    /** @param largest bytes of a document; a larger one is refused */
    public DocumentStore(ObjectStore store, Bucket bucket, int largest) {
        this.store = store;
        this.bucket = bucket;
        this.largest = largest;
    }

    @Override
    public Optional<Document> read(String key, Optional<ObjectHead> known) throws ObjectMissingException {
        if (key.endsWith(".zip")) {
            var pointer = new Document(store.head(bucket, key), NO_BODY);
            if (pointer.pointsAt().isPresent()) {
                return known.filter(pointer.head()::equals).isPresent() ? Optional.empty() : Optional.of(pointer);
            }
        }
        var etag = known.map(ObjectHead::etag).filter(tag -> !tag.isEmpty());
        var changed =
                etag.isPresent() ? store.openIfChanged(bucket, key, etag.get()) : Optional.of(store.open(bucket, key));
        return changed.map(object -> content(key, object));
    }

    private Document content(String key, ObjectStream object) {
        try (object) {
            if (object.head().size() > largest) {
                throw new StoreUnavailableException(
                        key + " has " + object.head().size() + " bytes; at most " + largest + " are read", null);
            }
            return new Document(object.head(), object.content().readAllBytes());
        } catch (IOException e) {
            throw new StoreUnavailableException("S3 broke off at " + key + ": " + e.getMessage(), e);
        }
    }
}
