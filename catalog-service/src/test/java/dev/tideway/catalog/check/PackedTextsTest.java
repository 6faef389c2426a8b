package dev.tideway.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PackedTextsTest {
    private static final Phrases PHRASES = new Phrases(new ArtifactUrls("https://cdn.example.com"));
    private static final String DIGEST = Catalogues.digest("a").hex();
    private static final byte LETTER = 'x';

    private final PackedTexts packed = new PackedTexts(PHRASES);

    @Property
    void givesBackWhatWasAdded(@ForAll("texts") List<String> texts) {
        PackedTexts many = new PackedTexts(PHRASES);
        texts.forEach(text -> many.add(utf8(text), utf8(text).length));
        assertHasAll(many, texts);

        many.seal();

        assertHasAll(many, texts);
    }

    private static void assertHasAll(PackedTexts many, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            assertThat(text(many, i)).isEqualTo(texts.get(i));
            assertThat(many.isEmpty(i)).isEqualTo(texts.get(i).isEmpty());
        }
    }

    @Example
    void readsNoFurtherThanTheTextGoes() {
        packed.add(utf8(DIGEST), 63);
        packed.add(utf8("{\"date\":"), 7);

        assertThat(text(packed, 0)).isEqualTo(DIGEST.substring(0, 63));
        assertThat(text(packed, 1)).isEqualTo("{\"date\"");
    }

    @Example
    void keepsADigestThatStandsInManyTextsOnce() {
        add(DIGEST + "/" + DIGEST);
        add("x" + DIGEST);
        packed.seal();

        assertThat(packed.bytes()).isEqualTo(32 + 7 + 4);
    }

    @Example
    void tellsDigestsApartThatBeginAlike() {
        String other = DIGEST.substring(0, 60) + "0123";
        add(DIGEST);
        add(other);
        packed.seal();

        assertThat(text(packed, 0)).isEqualTo(DIGEST);
        assertThat(text(packed, 1)).isEqualTo(other);
    }

    @Example
    void keepsMoreDigestsThanItCanName() {
        int last = 1 << 16;
        for (int i = 0; i <= last; i++) {
            add(digest(i));
        }
        add(digest(last));
        add(digest(1));
        packed.seal();

        assertThat(text(packed, 0)).isEqualTo(digest(0));
        assertThat(text(packed, last - 1)).isEqualTo(digest(last - 1));
        assertThat(text(packed, last)).isEqualTo(digest(last));
        assertThat(text(packed, last + 1)).isEqualTo(digest(last));
        assertThat(text(packed, last + 2)).isEqualTo(digest(1));
    }

    private static String digest(int number) {
        return String.format("%016x", number).repeat(4);
    }

    private void add(String text) {
        packed.add(utf8(text), utf8(text).length);
    }

    /** Written in the middle of something, whose rest stays as it is. */
    private static String text(PackedTexts packed, int number) {
        int length = packed.length(number);
        byte[] into = new byte[length + 2];
        Arrays.fill(into, LETTER);
        assertThat(packed.write(number, into, 1)).isEqualTo(1 + length);
        assertThat(into[0]).isEqualTo(LETTER);
        assertThat(into[length + 1]).isEqualTo(LETTER);
        return new String(into, 1, length, StandardCharsets.UTF_8);
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
