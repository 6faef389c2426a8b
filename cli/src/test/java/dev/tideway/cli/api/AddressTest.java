package dev.tideway.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.cli.terminal.WrongUse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Test
    void keepsAPathOfItsOwnAndNoSlashTwice() {
        assertThat(Address.of("https://updates.example.com/tideway/").at("/checkUpdate"))
                .hasToString("https://updates.example.com/tideway/checkUpdate");
    }

    @Test
    void writesASpaceAsPercentTwentySinceAPlusIsAPlus() {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("app_version", "2.1 +b&");
        query.put("os", null);

        assertThat(Address.of("http://localhost:8080").at("/checkUpdate", query))
                .hasToString("http://localhost:8080/checkUpdate?app_version=2.1%20%2Bb%26");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://x", "http://", "http://a b", "nonsense", "http://x?y=1"})
    void refusesWhatIsNoWebAddress(String text) {
        assertThatThrownBy(() -> Address.of(text)).isInstanceOf(WrongUse.class).hasMessageContaining("'" + text + "'");
    }
}
