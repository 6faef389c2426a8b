package dev.tideway.catalog.check;

import dev.tideway.protocol.artifact.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Bytes for a device and their strong entity tag, the same on every replica since it is the bytes' digest. */
public final class Answer {
    /** With its quotation marks: 128 bits tell any two bodies apart, and the header is half as long as with all 256. */
    static final int ETAG_LENGTH = 2 + 32;

    private final byte[] stored;
    /** Null: the body is stored as it stands. */
    private final @Nullable Packing packing;

    private final int length;
    private final long etagHigh;
    private final long etagLow;
    private final boolean offersAnUpdate;

    /** @param body JSON, UTF-8; never to be changed */
    Answer(byte[] body, boolean offersAnUpdate) {
        this.stored = body;
        this.packing = null;
        this.length = body.length;
        this.offersAnUpdate = offersAnUpdate;
        MessageDigest digest = Sha256.newDigest();
        digest.update(body);
        ByteBuffer etag = ByteBuffer.wrap(digest.digest());
        this.etagHigh = etag.getLong();
        this.etagLow = etag.getLong();
    }

    private Answer(Answer whole, Packing packing) {
        this.stored = packing.pack(whole.stored);
        this.packing = packing;
        this.length = whole.length;
        this.etagHigh = whole.etagHigh;
        this.etagLow = whole.etagLow;
        this.offersAnUpdate = whole.offersAnUpdate;
    }

    /** The same, to be kept for long. */
    Answer packed(Packing with) {
        return packing == null ? new Answer(this, with) : this;
    }

    /** Of the body, in bytes. */
    int length() {
        return length;
    }

    /** Writes the body, and returns where it ends. */
    int writeBody(byte[] into, int at) {
        return packing == null ? Bytes.put(stored, into, at) : packing.unpack(stored, into, at);
    }

    /** JSON, UTF-8. */
    public byte[] body() {
        byte[] body = new byte[length];
        writeBody(body, 0);
        return body;
    }

    /** Writes the entity tag with its quotation marks, and returns where it ends. */
    int writeEtag(byte[] into, int at) {
        into[at] = '"';
        int end = writeHex(etagLow, into, writeHex(etagHigh, into, at + 1));
        into[end] = '"';
        return end + 1;
    }

    private static int writeHex(long bits, byte[] into, int at) {
        int end = at;
        for (int shift = Long.SIZE - 8; shift >= 0; shift -= 8) {
            end = Bytes.hex((int) (bits >>> shift) & 0xff, into, end);
        }
        return end;
    }

    /** With its quotation marks. */
    public String etag() {
        byte[] etag = new byte[ETAG_LENGTH];
        writeEtag(etag, 0);
        return new String(etag, StandardCharsets.US_ASCII);
    }

    public boolean offersAnUpdate() {
        return offersAnUpdate;
    }
}
