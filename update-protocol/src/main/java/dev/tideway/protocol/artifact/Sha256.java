package dev.tideway.protocol.artifact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tideway.protocol.InvalidValueException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest, the name of everything that a device downloads: 64 lower-case hexadecimal digits. */
public record Sha256(@JsonValue String hex) implements Comparable<Sha256> {
    private static final int LENGTH = 64;
    private static final MessageDigest UNFED = unfed();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Sha256 {
        if (hex == null || !isHex(hex)) {
            throw new InvalidValueException("sha256", "must be 64 lower-case hexadecimal digits");
        }
    }

    public static boolean isHex(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        // Every download passes here; a regular expression takes a microsecond.
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** A digest to be fed; {@link #of(MessageDigest)} takes its result. */
    public static MessageDigest newDigest() {
        try {
            // Copied, since looking for a provider takes longer than digesting a short text.
            return (MessageDigest) UNFED.clone();
        } catch (CloneNotSupportedException e) {
            return unfed();
        }
    }

    private static MessageDigest unfed() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    public static Sha256 of(MessageDigest fed) {
        return new Sha256(HexFormat.of().formatHex(fed.digest()));
    }

    public static Sha256 of(byte[] content) {
        MessageDigest digest = newDigest();
        digest.update(content);
        return of(digest);
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public int compareTo(Sha256 other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
