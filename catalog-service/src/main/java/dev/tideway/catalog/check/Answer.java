package dev.tideway.catalog.check;

import dev.tideway.protocol.artifact.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Ready bytes for a device and their strong entity tag, the same on every replica since it is the bytes' digest. */
public final class Answer {
    /** 128 bits tell any two bodies apart, and the header is half as long as with all 256. */
    private static final int ETAG_BYTES = 16;

    private final byte[] body;
    private final String etag;
    private final boolean offersAnUpdate;

    Answer(byte[] body, boolean offersAnUpdate) {
        this.body = body;
        this.offersAnUpdate = offersAnUpdate;
        MessageDigest digest = Sha256.newDigest();
        digest.update(body);
        this.etag = '"' + HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), ETAG_BYTES)) + '"';
    }

    /** JSON, UTF-8; shared between requests, so never to be changed. */
    byte[] body() {
        return body;
    }

    /** With its quotation marks. */
    public String etag() {
        return etag;
    }

    public boolean offersAnUpdate() {
        return offersAnUpdate;
    }
}
