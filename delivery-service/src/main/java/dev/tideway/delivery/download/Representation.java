package dev.tideway.delivery.download;

import dev.tideway.delivery.range.EntityTag;
import dev.tideway.delivery.range.Preconditions.Validators;
import dev.tideway.protocol.artifact.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * What an answer's header says of its bytes, however they are sent.
 *
 * @param size bytes
 * @param fileName under which it is to be saved, where it is to be saved
 */
record Representation(
        String contentType,
        long size,
        String etag,
        Optional<Sha256> digest,
        Instant lastModified,
        Caching caching,
        Optional<String> fileName) {
    Validators validators() {
        return new Validators(EntityTag.strong(etag), lastModified);
    }
}
