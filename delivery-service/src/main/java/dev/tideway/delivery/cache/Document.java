package dev.tideway.delivery.cache;

import dev.tideway.delivery.bucket.ObjectHead;
import dev.tideway.protocol.artifact.Sha256;
import java.util.Optional;

/**
 * A small object that changes, as it was read.
 *
 * @param body empty for an object that only points at a package by the digest that its writer noted
 */
public record Document(ObjectHead head, byte[] body) {
    /** The package whose bytes the object has, where its writer noted that. */
    public Optional<Sha256> pointsAt() {
        return RemoteObject.notedDigest(head);
    }
}
