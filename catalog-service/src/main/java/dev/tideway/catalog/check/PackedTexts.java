package dev.tideway.catalog.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one project, by number, kept small: a digest is written out as 64 digits only when it is sent, and so is what
 * stands in the answers of all projects.
 *
 * <p>All lie in one array, one behind the other. Packed bytes below 0x20 are references, since JSON text has none (RFC 8259
 * section 7): {@link #DIGEST} and two bytes name one of the project's digests, each lower one names one of the
 * {@link Phrases}. Every other byte stands for itself. Measured with two systems and five app versions: a stock answer of
 * 260 bytes takes 50, an extended one of 803 takes 81.
 *
 * <p>Texts are added by one thread until {@link #seal}; after that it never changes.
 */
final class PackedTexts {
    private static final int DIGEST = 0x1f;
    private static final int DIGEST_BYTES = 32;
    private static final int DIGEST_DIGITS = 64;
    private static final int MOST_DIGESTS = 1 << 16;

    private final Phrases phrases;
    private byte[] digests = new byte[32 * DIGEST_BYTES];
    private int digestCount;
    private byte[] packed = new byte[2048];
    /** Where each text ends in {@code packed}; the next one begins there. */
    private int[] ends = new int[32];

    private int count;
    /** Numbers of the digests, by their first 64 bits; null once all texts are packed. */
    private @Nullable Map<Long, Integer> digestNumbers = new HashMap<>();

    PackedTexts(Phrases phrases) {
        this.phrases = phrases;
    }

    /**
     * Its number is how many were added before.
     *
     * @param json without control characters; only the first {@code length} bytes are read
     */
    void add(byte[] json, int length) {
        int end = count == 0 ? 0 : ends[count - 1];
        if (packed.length - end < length) {
            packed = Arrays.copyOf(packed, 2 * packed.length + length);
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = pack(json, length, end);
    }

    /** Writes what stands for a text, which is never longer, and returns where it ends. */
    private int pack(byte[] json, int length, int at) {
        int end = at;
        int from = 0;
        while (from < length) {
            int phrase = phrases.at(json, from, length);
            int digest = phrase < 0 ? digestAt(json, from, length) : -1;
            if (phrase >= 0) {
                packed[end++] = (byte) phrase;
                from += phrases.text(phrase).length;
            } else if (digest >= 0) {
                packed[end++] = DIGEST;
                packed[end++] = (byte) (digest >> 8);
                packed[end++] = (byte) digest;
                from += DIGEST_DIGITS;
            } else {
                packed[end++] = json[from++];
            }
        }
        return end;
    }

    /** The number of the digest that stands there, -1 if there is none. */
    private int digestAt(byte[] json, int from, int end) {
        int tail = digestCount * DIGEST_BYTES;
        if (digestNumbers == null || end - from < DIGEST_DIGITS) {
            return -1;
        }
        if (tail == digests.length) {
            digests = Arrays.copyOf(digests, 2 * tail);
        }
        if (!Bytes.parseHex(json, from, digests, tail, DIGEST_BYTES)) {
            return -1;
        }
        long beginning = Bytes.longAt(digests, tail);
        Integer number = digestNumbers.get(beginning);
        if (number != null) {
            return isDigest(number, tail) ? number : -1;
        }
        if (digestCount == MOST_DIGESTS) {
            return -1;
        }
        digestNumbers.put(beginning, digestCount);
        return digestCount++;
    }

    /** Whether the one that was just read is that digest; two may begin alike. */
    private boolean isDigest(int number, int tail) {
        int begin = number * DIGEST_BYTES;
        return Arrays.equals(digests, begin, begin + DIGEST_BYTES, digests, tail, tail + DIGEST_BYTES);
    }

    /** No text is added after this; what was only needed for it is given up. */
    void seal() {
        digests = Arrays.copyOf(digests, digestCount * DIGEST_BYTES);
        packed = Arrays.copyOf(packed, count == 0 ? 0 : ends[count - 1]);
        ends = Arrays.copyOf(ends, count);
        digestNumbers = null;
    }

    /** What all of them take. */
    int bytes() {
        return digests.length + packed.length;
    }

    private int begin(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    boolean isEmpty(int number) {
        return begin(number) == ends[number];
    }

    /** Of the text as it was added, in bytes. */
    int length(int number) {
        int length = 0;
        for (int i = begin(number); i < ends[number]; i++) {
            byte next = packed[i];
            if (next >= ' ' || next < 0) {
                length++;
            } else if (next == DIGEST) {
                length += DIGEST_DIGITS;
                i += 2;
            } else {
                length += phrases.text(next).length;
            }
        }
        return length;
    }

    /** Writes a text as it was added, and returns where it ends. */
    int write(int number, byte[] into, int at) {
        int end = at;
        for (int i = begin(number); i < ends[number]; i++) {
            byte next = packed[i];
            if (next >= ' ' || next < 0) {
                into[end++] = next;
            } else if (next == DIGEST) {
                int digest = (packed[i + 1] & 0xff) << 8 | packed[i + 2] & 0xff;
                i += 2;
                end = Bytes.hex(digests, digest * DIGEST_BYTES, DIGEST_BYTES, into, end);
            } else {
                end = Bytes.put(phrases.text(next), into, end);
            }
        }
        return end;
    }
}
