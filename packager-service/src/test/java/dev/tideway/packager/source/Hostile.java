package dev.tideway.packager.source;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * An archive that must not become a package.
 *
 * @param kind what is wrong with it
 * @param expected the one reason for which it is refused under {@link #LIMITS}
 */
record Hostile(String kind, ReasonCode expected, byte[] archive) {
    static final SourceLimits LIMITS =
            new SourceLimits(1 << 20, 8 << 20, 20, 5 << 20, 60, 900, 4, 100, 50, Duration.ofMinutes(5), 10);
    static final byte[] LATIN_1 = {'c', 'a', 'f', (byte) 0xe9};

    /** The corpus. */
    static Stream<Hostile> all() {
        return Stream.concat(HostileZips.all(), HostileTars.all());
    }

    static byte[] cut(byte[] archive) {
        return Arrays.copyOf(archive, archive.length - 7);
    }

    static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return kind + ": " + expected;
    }
}
