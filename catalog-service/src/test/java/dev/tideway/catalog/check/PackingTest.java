package dev.tideway.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PackingTest {
    private static final Packing.Phrases PHRASES = new Packing.Phrases(new ArtifactUrls("https://cdn.example.com"));
    private static final String DIGEST = Catalogues.digest("a").hex();

    @Property
    void givesBackWhatWasPacked(@ForAll("texts") List<String> texts) {
        Packing packing = new Packing(PHRASES);
        List<byte[]> packed =
                texts.stream().map(text -> packing.pack(utf8(text))).toList();
        packing.seal();

        for (int i = 0; i < texts.size(); i++) {
            byte[] unpacked = new byte[packing.unpackedLength(packed.get(i))];
            assertThat(packing.unpack(packed.get(i), unpacked, 0)).isEqualTo(unpacked.length);
            assertThat(unpacked).isEqualTo(utf8(texts.get(i)));
        }
    }

    @Example
    void keepsADigestThatStandsInManyAnswersOnce() {
        Packing packing = new Packing(PHRASES);

        byte[] first = packing.pack(utf8(DIGEST + "/" + DIGEST));
        byte[] second = packing.pack(utf8("x" + DIGEST));

        assertThat(first).hasSize(7);
        assertThat(second).hasSize(4);
        assertThat(second[1]).isEqualTo(first[0]);
    }

    @Example
    void keepsMoreDigestsThanItCanName() {
        Packing packing = new Packing(PHRASES);
        String last = "";
        byte[] packed = {};
        for (int i = 0; i <= 1 << 16; i++) {
            last = String.format("%064x", i);
            packed = packing.pack(utf8(last));
        }
        packing.seal();

        byte[] unpacked = new byte[64];
        packing.unpack(packed, unpacked, 0);
        assertThat(new String(unpacked, StandardCharsets.UTF_8)).isEqualTo(last);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(
                        DIGEST,
                        Catalogues.digest("b").hex(),
                        DIGEST.substring(1),
                        DIGEST.toUpperCase(java.util.Locale.ROOT),
                        "{\"date\":",
                        ",\"url\":\"https://cdn.example.com/packages/",
                        ",\"url\":\"https://cdn.example.com/",
                        ".zip\",\"size\":",
                        "\",\"mandatory\":false}"),
                Arbitraries.strings().withCharRange(' ', '\u20ff').ofMaxLength(8));
        return pieces.list()
                .ofMaxSize(12)
                .map(list -> String.join("", list))
                .list()
                .ofMaxSize(4);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
