package dev.tideway.catalog.check;

import dev.tideway.protocol.artifact.Sha256;

/** What a device is told, as bytes with their entity tag: a short-lived view where {@link ReadyAnswers} keep it. */
public final class Answer {
    private final Body body;
    private final int length;
    private final EntityTag etag;
    private final boolean offersAnUpdate;

    /** JSON, UTF-8. */
    interface Body {
        /** Writes all of it, and returns where it ends. */
        int write(byte[] into, int at);
    }

    /** @param length of the body, in bytes */
    Answer(Body body, int length, EntityTag etag, boolean offersAnUpdate) {
        this.body = body;
        this.length = length;
        this.etag = etag;
        this.offersAnUpdate = offersAnUpdate;
    }

    /** One that nobody foresaw. */
    static Answer of(byte[] body, boolean offersAnUpdate) {
        EntityTag etag = EntityTag.of(Sha256.newDigest(), body, body.length);
        return new Answer((into, at) -> Bytes.put(body, into, at), body.length, etag, offersAnUpdate);
    }

    /** Of the body, in bytes. */
    int length() {
        return length;
    }

    /** Writes the body, and returns where it ends. */
    int writeBody(byte[] into, int at) {
        return body.write(into, at);
    }

    /** JSON, UTF-8. */
    public byte[] body() {
        byte[] bytes = new byte[length];
        writeBody(bytes, 0);
        return bytes;
    }

    EntityTag entityTag() {
        return etag;
    }

    /** With its quotation marks. */
    public String etag() {
        return etag.toString();
    }

    public boolean offersAnUpdate() {
        return offersAnUpdate;
    }
}
