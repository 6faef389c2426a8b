package dev.tideway.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.protocol.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EntityTagTest {
    @Property
    void knowsItselfAndNoOther(@ForAll long high, @ForAll long low, @ForAll long other) {
        EntityTag tag = new EntityTag(high, low);

        assertThat(tag.toString()).isEqualTo(String.format("\"%016x%016x\"", high, low));
        assertThat(tag.isWritten(tag.toString())).isTrue();
        assertThat(tag.isWritten(new EntityTag(high, other).toString())).isEqualTo(low == other);
        assertThat(tag.isWritten(new EntityTag(other, low).toString())).isEqualTo(high == other);
    }

    @Example
    void knowsItselfInNoOtherSpelling() {
        EntityTag tag = new EntityTag(0xabcdefL, 1);
        String written = tag.toString();

        assertThat(tag.isWritten(written.toUpperCase(java.util.Locale.ROOT))).isFalse();
        assertThat(tag.isWritten(written.substring(1))).isFalse();
        assertThat(tag.isWritten(written.replace('"', '\''))).isFalse();
        assertThat(tag.isWritten(written.substring(0, written.length() - 1) + "x"))
                .isFalse();
        assertThat(tag.isWritten(" " + written)).isFalse();
        assertThat(tag.isWritten("")).isFalse();
    }

    @Example
    void isTheBeginningOfTheDigest() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String digest = Sha256.of(body).hex();

        assertThat(EntityTag.of(Sha256.newDigest(), body, body.length))
                .hasToString("\"" + digest.substring(0, 32) + "\"");
    }
}
