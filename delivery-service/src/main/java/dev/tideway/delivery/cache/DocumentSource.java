package dev.tideway.delivery.cache;

import dev.tideway.delivery.bucket.ObjectHead;
import dev.tideway.delivery.bucket.ObjectMissingException;
import dev.tideway.delivery.bucket.StoreUnavailableException;
import java.util.Optional;

/** Where {@link Documents} are read from. */
@FunctionalInterface
public interface DocumentSource {
    /**
     * What is there now, or empty if it is still the known version. It blocks.
     *
     * @throws StoreUnavailableException if S3 has nothing to say
     */
    Optional<Document> read(String key, Optional<ObjectHead> known) throws ObjectMissingException;
}
