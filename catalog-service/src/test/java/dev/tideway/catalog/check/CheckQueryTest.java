package dev.tideway.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckQueryTest {
    @Test
    void readsWhatAStockPluginSends() {
        CheckQuery query = CheckQuery.parse("project_id=Shop&my_update_number=3&os=iOS&build_type=Release"
                + "&app_version=2.1.0&plugin_version=4.0.0");

        assertThat(query).isEqualTo(new CheckQuery("Shop", "ios", "2.1.0", "release", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "project_id=shop",
                "project_id=shop&os=&app_version=&build_type=",
                "os&app_version&project_id=shop",
                "&&project_id=shop&&",
                "project_id=shop&os=&os=",
            })
    void countsAnEmptyValueAsMissing(String query) {
        assertThat(CheckQuery.parse(query)).isEqualTo(new CheckQuery("shop", null, null, null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2.1.0+build5, 2.1.0+build5",
        "2.1.0%2Bbuild5, 2.1.0+build5",
        "2.1.0%2bbuild5, 2.1.0+build5",
        "2.1.0%20beta, 2.1.0 beta",
        "2.1.0%C3%A9, 2.1.0é",
        "2.1.0Ã©, 2.1.0é",
        "%F0%9F%9A%80, \uD83D\uDE80",
        "2.1.0日, 2.1.0日",
        "a=b, a=b",
        "2%2F1, 2/1",
    })
    void decodesAnAppVersion(String sent, String meant) {
        assertThat(CheckQuery.parse("project_id=shop&app_version=" + sent).appVersion())
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my_update_number=abc",
                "my_update_number=-1",
                "my_update_number=%zz",
                "plugin_version=%ff",
                "plugin_version=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "unknown=%zz",
                "unknown=1&unknown=2",
                "client=2",
                "client=",
                "=1",
                "projectx_id=1",
            })
    void doesNotMindWhatItNeedNotUnderstand(String more) {
        assertThat(CheckQuery.parse("project_id=shop&" + more))
                .isEqualTo(new CheckQuery("shop", null, null, null, false));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"project_id", "project_id=", "os=ios", "PROJECT_ID=shop"})
    void needsAProject(String query) {
        assertRefused(query, "project_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", ".", "a%20b", "a+b", "%00", "é", "%C3%A9", "a;b", "%zz", "%", "%4", "%ff"})
    void refusesAProjectIdThatCannotBeOne(String projectId) {
        assertRefused("project_id=" + projectId, "project_id");
    }

    @Test
    void refusesAProjectIdThatIsTooLong() {
        assertRefused("project_id=" + "a".repeat(65), "project_id");
        assertThat(CheckQuery.parse("project_id=" + "a".repeat(64)).projectId()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource({
        "os=%zz, os",
        "os=%, os",
        "app_version=2.1%, app_version",
        "app_version=%ff, app_version",
        "app_version=%C3, app_version",
        "app_version=%ED%A0%80, app_version",
        "app_version=%c0%80, app_version",
        "app_version=%１１, app_version",
        "app_version=é, app_version",
        "build_type=%u0041, build_type",
        "client=%1, client",
    })
    void refusesBrokenEncodingWhereItHasToUnderstand(String broken, String parameter) {
        assertRefused("project_id=shop&" + broken, parameter);
    }

    @ParameterizedTest
    @CsvSource({"os, 32", "app_version, 64", "build_type, 64"})
    void refusesOverLongValues(String parameter, int longest) {
        CheckQuery.parse("project_id=shop&" + parameter + "=" + "x".repeat(longest));
        CheckQuery.parse("project_id=shop&" + parameter + "=" + "%F0%9F%9A%80".repeat(longest));

        assertRefused("project_id=shop&" + parameter + "=" + "x".repeat(longest + 1), parameter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"project_id", "my_update_number", "os", "build_type", "app_version", "plugin_version", "client"})
    void refusesAKnownParameterThatIsGivenTwice(String parameter) {
        assertRefused("project_id=shop&" + parameter + "=1&x=y&" + parameter + "=1", parameter);
    }

    @Test
    void readsWhatTidewaysClientSends() {
        assertThat(CheckQuery.parse("client=1&project_id=shop&os=IOS&app_version=2.1.0"))
                .isEqualTo(new CheckQuery("shop", "ios", "2.1.0", null, true));
    }

    @Test
    void needsOsAndAppVersionForTheExtendedAnswer() {
        assertRefused("client=1&project_id=shop&app_version=2.1.0", "os");
        assertRefused("client=1&project_id=shop&os=ios", "app_version");
    }

    private static void assertRefused(String query, String parameter) {
        assertThatExceptionOfType(RefusedQueryException.class)
                .isThrownBy(() -> CheckQuery.parse(query))
                .satisfies(e -> {
                    assertThat(e.parameter()).isEqualTo(parameter);
                    assertThat(e).hasMessageContaining(parameter);
                });
    }
}
