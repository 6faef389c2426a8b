package dev.tideway.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"abc\"",
                "W/\"abc\"",
                "*",
                " * ",
                "\"x\", \"abc\"",
                "\"x\",W/\"abc\",\"y\"",
                "\"a,b\" , \"abc\""
            })
    void findsTheTagInWhatAClientSends(String ifNoneMatch) {
        assertThat(EntityTags.contains(ifNoneMatch, "\"abc\"")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "\"abcd\"", "\"ab\"", "\"abc", "W/", "\"x\", \"y\"", "\"x\\\"abc\"", "**"})
    void doesNotFindWhatIsNotThere(String ifNoneMatch) {
        assertThat(EntityTags.contains(ifNoneMatch, "\"abc\"")).isFalse();
    }
}
