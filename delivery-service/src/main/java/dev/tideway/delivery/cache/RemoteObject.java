package dev.tideway.delivery.cache;

import dev.tideway.delivery.bucket.ObjectHead;
import dev.tideway.protocol.artifact.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** An artifact that is not on disk and is passed through from S3, piece by piece. */
public final class RemoteObject implements Located {
    private final ArtifactName name;
    private final ObjectHead head;
    private final Semaphore passThroughs;
    private final AtomicBoolean released = new AtomicBoolean();

    /** @param passThroughs of which one permit is given back at the end */
    RemoteObject(ArtifactName name, ObjectHead head, Semaphore passThroughs) {
        this.name = name;
        this.head = head;
        this.passThroughs = passThroughs;
    }

    public String key() {
        return name.key();
    }

    public ObjectHead head() {
        return head;
    }

    @Override
    public long size() {
        return head.size();
    }

    @Override
    public Optional<Sha256> digest() {
        return name.digest().or(() -> notedDigest(head));
    }

    /** What the object's writer noted of its content. */
    static Optional<Sha256> notedDigest(ObjectHead head) {
        return Optional.ofNullable(head.metadata().get("sha256"))
                .filter(Sha256::isHex)
                .map(Sha256::new);
    }

    @Override
    public String etag() {
        return digest().map(Sha256::hex).orElseGet(() -> "s3-" + head.etag());
    }

    @Override
    public Instant lastModified() {
        return head.lastModified();
    }

    @Override
    public void release() {
        if (released.compareAndSet(false, true)) {
            passThroughs.release();
        }
    }
}
