package dev.tideway.catalog.check;

import dev.tideway.protocol.artifact.ArtifactKeys;
import java.util.Arrays;

/**
 * What stands in the answers of all projects, so that {@link PackedTexts} need not keep it.
 *
 * <p>Longer ones come first where one begins like another.
 */
final class Phrases {
    private static final byte[] NONE = {};

    private final byte[][] texts;
    /** Numbers of the phrases that may stand where two bytes do, by {@link #beginning}. */
    private final byte[][] byBeginning = new byte[256][];

    Phrases(ArtifactUrls urls) {
        String base = urls.base() + "/";
        String packages = base + ArtifactKeys.PACKAGES;
        texts = new byte[][] {
            Bytes.ascii(",\"rollout\":1000,\"mandatory\":false,\"mandatory_up_to\":null,\"min_plugin_version\":null,"
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
        Arrays.fill(byBeginning, NONE);
        for (byte number = 0; number < texts.length; number++) {
            int beginning = beginning(texts[number], 0);
            byte[] more = Arrays.copyOf(byBeginning[beginning], byBeginning[beginning].length + 1);
            more[more.length - 1] = number;
            byBeginning[beginning] = more;
        }
    }

    /** Most pairs of bytes have one of their own among the 256, so few phrases are compared in vain. */
    private static int beginning(byte[] text, int from) {
        return (31 * text[from] + text[from + 1]) & 0xff;
    }

    /** Number of the phrase that stands there, before the end; -1 if there is none. */
    int at(byte[] text, int from, int end) {
        if (end - from > 1) {
            for (byte number : byBeginning[beginning(text, from)]) {
                if (Bytes.standsAt(texts[number], text, from, end)) {
                    return number;
                }
            }
        }
        return -1;
    }

    byte[] text(int number) {
        return texts[number];
    }
}
