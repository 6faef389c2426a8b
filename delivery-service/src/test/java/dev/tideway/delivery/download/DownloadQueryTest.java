package dev.tideway.delivery.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadQueryTest {
    private static DownloadQuery parse(String more) {
        return DownloadQuery.parse("project_id=shop&update_number=1&" + more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"os=&os=ios", "os=ios&os=", "os&os=ios", "os=&os=&os=iOS&os"})
    void takesAnEmptyValueForAMissingOneHoweverOftenItIsThere(String query) {
        assertThat(parse(query).os()).contains("ios");
    }

    @Test
    void missesWhatIsThereTwiceWithoutAValue() {
        assertThat(parse("os=&os=").os()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"os=ios&os=android", "os=ios&os=ios", "os=ios&os=&os=ios"})
    void refusesTwoValues(String query) {
        assertThatThrownBy(() -> parse(query)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.problem().status()).isEqualTo(400);
            assertThat(refused.problem().parameter()).isEqualTo("os");
        });
    }
}
