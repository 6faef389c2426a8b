package dev.tideway.delivery.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9530. */
class ReprDigestTest {
    /** Of {@code {"hello": "world"}} and a line feed, as in appendix B.1. */
    @Test
    void isWrittenAsTheStandardShows() {
        byte[] digest = HexFormat.of().parseHex("5f8f04f6a3a892aaabbddb6cf273894493773960d4a325b105fee46eef4304f1");

        assertThat(ReprDigest.sha256(digest)).isEqualTo("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sha-256=1 | false",
                "sha-512=3, sha-256=10, unixsum=0 | false",
                "sha-512=10 | false",
                "sha-256=0 | true",
                "sha-512=1,sha-256=0 | true",
                "sha-256=0;q=1, sha-512=1 | true",
                "sha-256=0, sha-256=3 | false",
                "sha-256=3, sha-256=0 | true",
                "sha-256 | false",
                "x-sha-256=0 | false",
                "nonsense,,= | false"
            })
    void isUnwantedOnlyWithAWeightOfZero(String wanted, boolean unwanted) {
        assertThat(ReprDigest.isUnwanted(wanted)).isEqualTo(unwanted);
    }

    @Test
    void isWantedByWhoSaysNothing() {
        assertThat(ReprDigest.isUnwanted(null)).isFalse();
    }

    @Property
    void takesAnyText(@ForAll String wanted) {
        assertThat(ReprDigest.isUnwanted("md5=1," + wanted.replace("sha-256", "")))
                .isFalse();
    }
}
