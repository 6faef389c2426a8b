package dev.tideway.catalog.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The strong entity tag of a body, the same on every replica since it is the first 128 bits of the body's SHA-256.
 *
 * <p>As many bits tell any two bodies apart, and the header is half as long as with all 256.
 */
record EntityTag(long high, long low) {
    private static final int DIGITS = 32;
    /** As it is written, with its quotation marks. */
    static final int LENGTH = 1 + DIGITS + 1;

    /** @param sha256 to be fed with the body; afterwards it is as new */
    static EntityTag of(MessageDigest sha256, byte[] body, int length) {
        sha256.update(body, 0, length);
        byte[] digest = sha256.digest();
        return new EntityTag(Bytes.longAt(digest, 0), Bytes.longAt(digest, Long.BYTES));
    }

    /** Writes it with its quotation marks, and returns where it ends. */
    int write(byte[] into, int at) {
        into[at] = '"';
        int end = writeHex(low, into, writeHex(high, into, at + 1));
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

    /** Whether that is how it is written, without writing it: nearly every conditional request names this one tag. */
    boolean isWritten(String value) {
        return value.length() == LENGTH
                && value.charAt(0) == '"'
                && value.charAt(LENGTH - 1) == '"'
                && isHex(high, value, 1)
                && isHex(low, value, 1 + DIGITS / 2);
    }

    private static boolean isHex(long bits, String value, int from) {
        int at = from;
        for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
            if (value.charAt(at++) != Bytes.hexDigit((int) (bits >>> shift) & 0xf)) {
                return false;
            }
        }
        return true;
    }

    /** With its quotation marks. */
    @Override
    public String toString() {
        byte[] tag = new byte[LENGTH];
        write(tag, 0);
        return new String(tag, StandardCharsets.US_ASCII);
    }
}
