package dev.tideway.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.WireJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildFinishedTest {
    private static final String SMALLEST = """
            {"build_id":"1","project_id":"shop","os":"ios","app_version":"2.1.0","source":{"key":"builds/shop/1/a"}}""";

    @Test
    void whatABuildSystemLeavesOutHasADefault() {
        BuildFinished event = read(SMALLEST);

        assertThat(event.channel()).isEqualTo("release");
        assertThat(event.layout()).isEqualTo(BuildFinished.Layout.ROOT);
        assertThat(event.rollout()).isEqualTo(1000);
        assertThat(event.mandatory()).isFalse();
        assertThat(event.deployVersion()).isEqualTo("2.1.0");
        assertThat(event.readUpdateJson()).isTrue();
        assertThat(event.startPage()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "shop"          | "../shop"      | project_id
            "shop"          | ".."           | project_id
            "shop"          | ""             | project_id
            "ios"           | "iOS"          | os
            "2.1.0"         | "2/1"          | app_version
            "2.1.0"         | "2\\u0000"     | app_version
            "build_id":"1"  | "build_id":"a b" | build_id
            "key"           | "other"        | source
            "os"            | "rollout":1001,"os" | rollout
            "os"            | "rollout":-1,"os"   | rollout
            "os"            | "channel":"a/b","os" | channel
            "os"            | "start_page":"","os"   | start_page
            "os"            | "start_page":"/a","os" | start_page
            "os"            | "start_page":"a/","os" | start_page
            """)
    void aBrokenFieldIsNamed(String found, String replacement, String field) {
        assertThatThrownBy(() -> read(SMALLEST.replace(found, replacement)))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void aFieldGivenTwiceIsRefused() {
        assertThatThrownBy(() -> read(SMALLEST.replace("\"os\"", "\"os\":\"android\",\"os\"")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("os");
    }

    @Test
    void whatIsNoJsonIsRefusedAsSuch() {
        assertThatThrownBy(() -> read("not json"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("body");
    }

    private static BuildFinished read(String json) {
        return WireJson.read(json.getBytes(StandardCharsets.UTF_8), BuildFinished.class);
    }
}
