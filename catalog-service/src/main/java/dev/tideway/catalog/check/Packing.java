package dev.tideway.catalog.check;

import dev.tideway.protocol.artifact.ArtifactKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answers of one project small: a digest is written out as 64 digits only when it is sent, and so is what stands
 * in the answers of all projects.
 *
 * <p>Packed bytes below 0x20 are references, since JSON text has none (RFC 8259 section 7): {@link #DIGEST} and two bytes
 * name one of the project's digests, each lower one names a phrase. Every other byte stands for itself. Measured with two
 * systems and five app versions: a stock answer of 260 bytes takes 50, an extended one of 803 takes 81.
 */
final class Packing {
    private static final int DIGEST = 0x1f;
    private static final int DIGEST_BYTES = 32;
    private static final int DIGEST_DIGITS = 64;
    private static final int MOST_DIGESTS = 1 << 16;

    private final Phrases phrases;
    private byte[] digests = new byte[8 * DIGEST_BYTES];
    private int digestCount;
    /** Their places, by their digits; null once all answers are packed. */
    private @Nullable Map<String, Integer> places = new HashMap<>();

    Packing(Phrases phrases) {
        this.phrases = phrases;
    }

    /** What stands in the answers of all projects; longer ones first where one begins like another. */
    static final class Phrases {
        private final byte[][] texts;
        /** Indexes of the phrases that begin with a character. */
        private final byte[][] byFirstByte = new byte[128][];

        Phrases(ArtifactUrls urls) {
            String base = urls.base() + "/";
            String packages = base + ArtifactKeys.PACKAGES;
            texts = new byte[][] {
                Bytes.ascii(
                        ",\"rollout\":1000,\"mandatory\":false,\"mandatory_up_to\":null,\"min_plugin_version\":null,"
                                + "\"package\":{\"url\":\"" + packages),
                Bytes.ascii("\"},\"manifest\":{\"url\":\"" + base + ArtifactKeys.MANIFESTS),
                Bytes.ascii("\"},\"bundle\":{\"url\":\"" + base + ArtifactKeys.BUNDLES),
                Bytes.ascii(",\"url\":\"" + packages),
                Bytes.ascii("\"channel\":\"release\",\"revision\":"),
                Bytes.ascii(",\"releases\":[{\"update_number\":\""),
                Bytes.ascii(",\"mandatory_up_to\":"),
                Bytes.ascii("\",\"mandatory\":false}"),
                Bytes.ascii("\",\"mandatory\":true}"),
                Bytes.ascii("\"},\"actions\":["),
                Bytes.ascii("],\"patches\":["),
                Bytes.ascii("\",\"app_version\":\""),
                Bytes.ascii("{\"project_id\":\""),
                Bytes.ascii(",\"sha256\":\""),
                Bytes.ascii(".zip\",\"size\":"),
                Bytes.ascii(".tar\",\"size\":"),
                Bytes.ascii("\",\"date\":"),
                Bytes.ascii("{\"date\":"),
                Bytes.ascii("{\"from\":\""),
                Bytes.ascii("\",\"os\":\""),
                Bytes.ascii("android\""),
                Bytes.ascii(".json"),
            };
            for (int first = 0; first < byFirstByte.length; first++) {
                byFirstByte[first] = beginningWith((byte) first);
            }
        }

        private byte[] beginningWith(byte first) {
            byte[] found = new byte[texts.length];
            int count = 0;
            for (int i = 0; i < texts.length; i++) {
                if (texts[i][0] == first) {
                    found[count++] = (byte) i;
                }
            }
            return Arrays.copyOf(found, count);
        }

        /** Index of the phrase that stands there, -1 if there is none. */
        private int at(byte[] text, int from) {
            if (text[from] >= 0) {
                for (byte index : byFirstByte[text[from]]) {
                    if (Bytes.standsAt(texts[index], text, from, text.length)) {
                        return index;
                    }
                }
            }
            return -1;
        }
    }

    /** @param json text without control characters */
    byte[] pack(byte[] json) {
        byte[] packed = new byte[json.length];
        int length = 0;
        int from = 0;
        while (from < json.length) {
            int phrase = phrases.at(json, from);
            int digest = phrase < 0 ? digestAt(json, from) : -1;
            if (phrase >= 0) {
                packed[length++] = (byte) phrase;
                from += phrases.texts[phrase].length;
            } else if (digest >= 0) {
                packed[length++] = DIGEST;
                packed[length++] = (byte) (digest >> 8);
                packed[length++] = (byte) digest;
                from += DIGEST_DIGITS;
            } else {
                packed[length++] = json[from++];
            }
        }
        return Arrays.copyOf(packed, length);
    }

    /** The place of the digest that stands there, -1 if there is none. */
    private int digestAt(byte[] text, int from) {
        if (places == null || !Bytes.isHex(text, from, DIGEST_DIGITS)) {
            return -1;
        }
        String digits = new String(text, from, DIGEST_DIGITS, StandardCharsets.US_ASCII);
        Integer place = places.get(digits);
        if (place == null && digestCount < MOST_DIGESTS) {
            place = digestCount;
            places.put(digits, place);
            add(HexFormat.of().parseHex(digits));
        }
        return place == null ? -1 : place;
    }

    private void add(byte[] digest) {
        int end = digestCount * DIGEST_BYTES;
        if (end == digests.length) {
            digests = Arrays.copyOf(digests, 2 * end);
        }
        System.arraycopy(digest, 0, digests, end, DIGEST_BYTES);
        digestCount++;
    }

    /** Nothing is packed after this; what was only needed for it is given up. */
    void seal() {
        digests = Arrays.copyOf(digests, digestCount * DIGEST_BYTES);
        places = null;
    }

    int unpackedLength(byte[] packed) {
        int length = 0;
        for (int i = 0; i < packed.length; i++) {
            byte next = packed[i];
            if (next >= ' ' || next < 0) {
                length++;
            } else if (next == DIGEST) {
                length += DIGEST_DIGITS;
                i += 2;
            } else {
                length += phrases.texts[next].length;
            }
        }
        return length;
    }

    /** Writes the text of what was packed, and returns where it ends. */
    int unpack(byte[] packed, byte[] into, int at) {
        int end = at;
        for (int i = 0; i < packed.length; i++) {
            byte next = packed[i];
            if (next >= ' ' || next < 0) {
                into[end++] = next;
            } else if (next == DIGEST) {
                int digest = (packed[i + 1] & 0xff) << 8 | packed[i + 2] & 0xff;
                i += 2;
                end = Bytes.hex(digests, digest * DIGEST_BYTES, DIGEST_BYTES, into, end);
            } else {
                byte[] phrase = phrases.texts[next];
                System.arraycopy(phrase, 0, into, end, phrase.length);
                end += phrase.length;
            }
        }
        return end;
    }
}
