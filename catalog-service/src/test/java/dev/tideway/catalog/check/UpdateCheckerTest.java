package dev.tideway.catalog.check;

import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.digest;
import static dev.tideway.catalog.check.Catalogues.in;
import static dev.tideway.catalog.check.Catalogues.mandatory;
import static dev.tideway.catalog.check.Catalogues.mapping;
import static dev.tideway.catalog.check.Catalogues.needingPlugin;
import static dev.tideway.catalog.check.Catalogues.onChannel;
import static dev.tideway.catalog.check.Catalogues.release;
import static dev.tideway.catalog.check.Catalogues.toCohorts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.protocol.GoldenMessages;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.catalogue.ProjectSettings.EmptyAnswer;
import dev.tideway.protocol.catalogue.ProjectSettings.UnmappedBuildType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateCheckerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IOS_210 = "os=ios&app_version=2.1.0";
    private final UpdateChecker checker = new UpdateChecker("https://cdn.example.com/");

    @Test
    void tellsAStockDeviceExactlyWhatTheProtocolShows() {
        Catalogue catalogue = catalogue("shop", 1, release("ios", "2.1.0", 3));

        assertThat(told(catalogue, IOS_210))
                .isEqualTo("{\"ios\":{\"2.1.0\":{\"3\":{\"date\":20261121,\"url\":\"https://cdn.example.com/packages/"
                        + digest("ios2.1.0/3.zip") + ".zip\",\"size\":1003,\"sha256\":\"" + digest("ios2.1.0/3.zip")
                        + "\",\"mandatory\":false}}}}");
    }

    @Test
    void tellsTidewaysClientExactlyWhatTheProtocolShows() {
        Catalogue catalogue = GoldenMessages.read("catalogue", Catalogue.class);
        String packageDigest = "a1".repeat(32);
        String bundleDigest = "b2".repeat(32);
        String earlier = "c3".repeat(32);

        assertThat(told(catalogue, IOS_210 + "&client=1"))
                .isEqualTo("{\"project_id\":\"shop\",\"os\":\"ios\",\"app_version\":\"2.1.0\",\"channel\":\"release\","
                        + "\"revision\":41,\"releases\":[{\"update_number\":\"7\",\"date\":20261121,\"rollout\":1000,"
                        + "\"mandatory\":false,\"mandatory_up_to\":null,\"min_plugin_version\":\"4.0.0\","
                        + "\"package\":{\"url\":\"https://cdn.example.com/packages/" + packageDigest
                        + ".zip\",\"size\":1244825,\"sha256\":\"" + packageDigest + "\"},"
                        + "\"bundle\":{\"url\":\"https://cdn.example.com/bundles/" + bundleDigest
                        + ".tar\",\"size\":4870144,\"sha256\":\"" + bundleDigest + "\"},"
                        + "\"manifest\":{\"url\":\"https://cdn.example.com/manifests/" + packageDigest + ".json\"},"
                        + "\"actions\":[{\"from\":\"" + earlier + "\",\"url\":\"https://cdn.example.com/actions/"
                        + earlier
                        + "/" + packageDigest + ".json\"},{\"from\":\"none\","
                        + "\"url\":\"https://cdn.example.com/actions/none/" + packageDigest + ".json\"}],"
                        + "\"patches\":[]}]}");
    }

    @Test
    void tellsTheNewestAlone() {
        Catalogue catalogue = catalogue(
                "shop",
                1,
                release("ios", "2.1.0", 2),
                release("ios", "2.1.0", 10),
                release("ios", "2.1.0", 9),
                release("ios", "2.2.0", 11),
                release("android", "2.1.0", 12));

        assertThat(numbers(catalogue, IOS_210)).isEqualTo("{ios={2.1.0=[10]}}");
    }

    @Test
    void tellsTheNewestOfEveryAppVersionInTheirOrderWhereNoneIsGiven() {
        Catalogue catalogue = catalogue(
                "shop",
                1,
                release("ios", "10.0", 1),
                release("ios", "9.0", 1),
                release("ios", "9.0", 2),
                release("android", "1.0", 4));

        assertThat(numbers(catalogue, "os=ios")).isEqualTo("{ios={9.0=[2], 10.0=[1]}}");
        assertThat(numbers(catalogue, "")).isEqualTo("{android={1.0=[4]}, ios={9.0=[2], 10.0=[1]}}");
    }

    @Test
    void tellsEveryOsAboutAnAppVersionWhereNoOsIsGiven() {
        Catalogue catalogue = catalogue(
                "shop", 1, release("ios", "2.1.0", 1), release("android", "2.1.0", 4), release("android", "3.0", 5));

        assertThat(numbers(catalogue, "app_version=2.1.0")).isEqualTo("{android={2.1.0=[4]}, ios={2.1.0=[1]}}");
        assertThat(numbers(catalogue, "app_version=3.0")).isEqualTo("{android={3.0=[5]}, ios={3.0=[]}}");
        assertThat(numbers(catalogue, "app_version=4.0")).isEqualTo("{android={4.0=[]}, ios={4.0=[]}}");
    }

    @Test
    void offersNothingWhereNothingWasReleased() {
        Catalogue catalogue = catalogue("shop", 1, release("ios", "2.1.0", 1));

        assertThat(told(catalogue, "os=ios&app_version=2.2.0")).isEqualTo("{\"ios\":{\"2.2.0\":{}}}");
        assertThat(told(catalogue, "os=web&app_version=2.1.0")).isEqualTo("{\"web\":{\"2.1.0\":{}}}");
        assertThat(told(catalogue, "os=web")).isEqualTo("{\"web\":{}}");
        assertThat(told(catalogue, IOS_210 + "&build_type=beta")).isEqualTo("{\"ios\":{\"2.1.0\":{}}}");
        assertThat(told(catalogue("shop", 1), "")).isEqualTo("{}");
        assertThat(answer(catalogue, "os=web").offersAnUpdate()).isFalse();
        assertThat(answer(catalogue, IOS_210).offersAnUpdate()).isTrue();
    }

    @Test
    void escapesWhatNobodyReleased() throws IOException {
        String body = told(catalogue("shop", 1), "os=ios&app_version=%22%5C%00%0A%C3%A9%F0%9F%9A%80%3C/script%3E");

        assertThat(JSON.readTree(body).get("ios").fieldNames().next()).isEqualTo("\"\\\0\né🚀</script>");
    }

    @Test
    void offersNothingAsNumberZeroWhereTheProjectWantsIt() {
        ProjectSettings zero =
                new ProjectSettings(List.of(), null, UnmappedBuildType.NOTHING, false, EmptyAnswer.ZERO, 100);

        assertThat(told(catalogue("shop", 1, zero, in(State.WITHDRAWN, release("ios", "2.1.0", 1))), IOS_210))
                .isEqualTo("{\"ios\":{\"2.1.0\":{\"0\":{\"date\":19700101,\"mandatory\":false}}}}");
    }

    @Test
    void addsNewerAppVersionsOnlyWhereThatIsSwitchedOn() {
        ProjectSettings newer =
                new ProjectSettings(List.of(), null, UnmappedBuildType.NOTHING, true, EmptyAnswer.EMPTY, 100);
        CatalogueRelease[] releases = {
            release("ios", "2.0", 1), release("ios", "2.1.0", 2), release("ios", "2.10", 3), release("ios", "3.0", 4)
        };

        assertThat(numbers(catalogue("shop", 1, newer, releases), IOS_210))
                .isEqualTo("{ios={2.1.0=[2], 2.10=[3], 3.0=[4]}}");
        assertThat(numbers(catalogue("shop", 1, newer, releases), "os=ios&app_version=2.5"))
                .isEqualTo("{ios={2.5=[], 2.10=[3], 3.0=[4]}}");
        assertThat(numbers(catalogue("shop", 1, releases), IOS_210)).isEqualTo("{ios={2.1.0=[2]}}");
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = "OFFERED", mode = EnumSource.Mode.EXCLUDE)
    void offersTheOlderOneWhileTheNewestIsTakenBack(State state) {
        Catalogue catalogue = catalogue("shop", 1, release("ios", "2.1.0", 1), in(state, release("ios", "2.1.0", 2)));

        assertThat(numbers(catalogue, IOS_210)).isEqualTo("{ios={2.1.0=[1]}}");
        assertThat(choices(catalogue, IOS_210)).containsExactly("1");
    }

    @Test
    void neverPutsAStockDeviceIntoAPartialRollout() {
        Catalogue catalogue = catalogue(
                "shop",
                1,
                release("ios", "2.1.0", 1),
                release("ios", "2.1.0", 2),
                toCohorts(999, release("ios", "2.1.0", 3)),
                toCohorts(1, release("ios", "2.1.0", 4)));

        assertThat(numbers(catalogue, IOS_210)).isEqualTo("{ios={2.1.0=[2]}}");
        assertThat(choices(catalogue, IOS_210)).containsExactly("4", "3", "2");
    }

    @Test
    void tellsAReleaseThatNeedsAPluginOnlyToThoseWhoCanChoose() {
        Catalogue catalogue =
                catalogue("shop", 1, release("ios", "2.1.0", 1), needingPlugin("5.0.0", release("ios", "2.1.0", 2)));

        assertThat(numbers(catalogue, IOS_210)).isEqualTo("{ios={2.1.0=[1]}}");
        assertThat(choices(catalogue, IOS_210)).containsExactly("2", "1");
    }

    @Test
    void keepsLaterAnswersMandatoryWhenAMandatoryUpdateWasSkipped() {
        Catalogue catalogue = catalogue("shop", 1, mandatory(release("ios", "2.1.0", 5)), release("ios", "2.1.0", 7));

        assertThat(isMandatory(catalogue, "7")).isTrue();
        assertThat(extended(catalogue, IOS_210).get(0).get("mandatory").booleanValue())
                .isFalse();
        assertThat(extended(catalogue, IOS_210).get(0).get("mandatory_up_to").textValue())
                .isEqualTo("5");
    }

    @Test
    void takesTheMandatoryMarkOfAWithdrawnUpdateAlong() {
        Catalogue catalogue = catalogue(
                "shop", 1, in(State.WITHDRAWN, mandatory(release("ios", "2.1.0", 5))), release("ios", "2.1.0", 7));

        assertThat(isMandatory(catalogue, "7")).isFalse();
        assertThat(extended(catalogue, IOS_210).get(0).get("mandatory_up_to").isNull())
                .isTrue();
    }

    @Test
    void doesNotLookFurtherBackThanTheMandatoryWindow() {
        CatalogueRelease[] releases = {mandatory(release("ios", "2.1.0", 5)), release("ios", "2.1.0", 7)};

        assertThat(isMandatory(catalogue("shop", 1, window(3), releases), "7")).isTrue();
        assertThat(isMandatory(catalogue("shop", 1, window(2), releases), "7")).isFalse();
    }

    private static ProjectSettings window(int updates) {
        return new ProjectSettings(List.of(), null, UnmappedBuildType.NOTHING, false, EmptyAnswer.EMPTY, updates);
    }

    @Test
    void tellsEachChannelItsOwn() {
        Catalogue catalogue =
                catalogue("shop", 1, release("ios", "2.1.0", 1), onChannel("Beta", release("ios", "2.1.0", 2)));

        assertThat(numbers(catalogue, IOS_210)).isEqualTo("{ios={2.1.0=[1]}}");
        assertThat(numbers(catalogue, IOS_210 + "&build_type=release")).isEqualTo("{ios={2.1.0=[1]}}");
        assertThat(numbers(catalogue, IOS_210 + "&build_type=BETA")).isEqualTo("{ios={2.1.0=[2]}}");
        assertThat(choices(catalogue, IOS_210 + "&build_type=beta")).containsExactly("2");
    }

    @Test
    void mapsBuildTypesToChannels() {
        CatalogueRelease[] releases = {
            release("ios", "2.1.0", 1),
            onChannel("beta", release("ios", "2.1.0", 2)),
            onChannel("other", release("ios", "2.1.0", 3))
        };
        Map<String, String> mapped = Map.of("Debug", "beta");
        Catalogue strict = catalogue("shop", 1, mapping(mapped, UnmappedBuildType.NOTHING), releases);
        Catalogue lenient = catalogue("shop", 1, mapping(mapped, UnmappedBuildType.DEFAULT_CHANNEL), releases);

        assertThat(numbers(strict, IOS_210 + "&build_type=debug")).isEqualTo("{ios={2.1.0=[2]}}");
        assertThat(numbers(strict, IOS_210)).isEqualTo("{ios={2.1.0=[1]}}");
        assertThat(numbers(strict, IOS_210 + "&build_type=other")).isEqualTo("{ios={2.1.0=[]}}");
        assertThat(choices(strict, IOS_210 + "&build_type=other")).isEmpty();
        assertThat(numbers(lenient, IOS_210 + "&build_type=other")).isEqualTo("{ios={2.1.0=[1]}}");
    }

    @Test
    void tellsOddAppVersionsOnlyToThoseWhoHaveThem() {
        Catalogue catalogue = catalogue("shop", 1, release("ios", "2.1.0+build5", 1), release("ios", "2.1", 2));

        assertThat(numbers(catalogue, "os=ios&app_version=2.1.0+build5")).isEqualTo("{ios={2.1.0+build5=[1]}}");
        assertThat(numbers(catalogue, "os=ios&app_version=2.1")).isEqualTo("{ios={2.1=[2]}}");
        assertThat(numbers(catalogue, IOS_210)).isEqualTo("{ios={2.1.0=[]}}");
    }

    @Test
    void dependsNeitherOnTheDevicesNumberNorOnItsPlugin() {
        Catalogue catalogue = catalogue("shop", 1, release("ios", "2.1.0", 1));

        assertThat(answer(catalogue, IOS_210 + "&my_update_number=1&plugin_version=9")
                        .etag())
                .isEqualTo(answer(catalogue, IOS_210).etag());
    }

    @Test
    void givesEveryBodyAStrongTagOfItsOwn() {
        Catalogue catalogue = catalogue("shop", 1, release("ios", "2.1.0", 1));

        assertThat(answer(catalogue, IOS_210).etag()).matches("\"[0-9a-f]{32}\"");
        assertThat(answer(catalogue, "os=ios").etag())
                .isEqualTo(answer(catalogue, IOS_210).etag())
                .isNotEqualTo(answer(catalogue, "os=web").etag());
    }

    @Test
    void tellsEachOfManyAppVersionsItsOwn() {
        List<String> versions = IntStream.range(0, 300)
                .mapToObj(n -> n % 2 == 0 ? "7." + n : "7." + n + "-é")
                .toList();
        Catalogue catalogue = catalogue(
                "shop",
                1,
                Stream.of("ios", "android")
                        .flatMap(os -> versions.stream().map(version -> release(os, version, 1)))
                        .toArray(CatalogueRelease[]::new));
        ProjectAnswers answers = checker.answers(catalogue);

        for (String os : List.of("ios", "android")) {
            for (String version : versions) {
                String digest = digest(os + version + "/1.zip").hex();
                String beginning = "{\"" + os + "\":{\"" + version + "\":{\"1\":{";
                assertThat(text(answers.to(new CheckQuery("shop", os, version, null, false))))
                        .startsWith(beginning)
                        .contains("\"sha256\":\"" + digest + "\"");
                assertThat(text(answers.to(new CheckQuery("shop", os, version, null, true))))
                        .contains("\"os\":\"" + os + "\",\"app_version\":\"" + version + "\"")
                        .contains("\"sha256\":\"" + digest + "\"");
            }
        }
        assertThat(numbers(catalogue, "os=ios")).startsWith("{ios={7.0=[1], 7.1-é=[1], 7.2=[1], ");
    }

    @Test
    void tellsTheSameListAgain() {
        ProjectAnswers answers = checker.answers(
                catalogue("shop", 1, release("ios", "2.1.0", 1), onChannel("beta", release("android", "2.1.0", 2))));
        CheckQuery everything = CheckQuery.parse("project_id=shop");

        assertThat(text(answers.to(everything)))
                .startsWith("{\"android\":{},\"ios\":{\"2.1.0\":{\"1\":")
                .isEqualTo(text(answers.to(everything)));
        assertThat(text(answers.to(CheckQuery.parse("project_id=shop&os=ios"))))
                .startsWith("{\"ios\":{\"2.1.0\":{\"1\":");
        assertThat(text(answers.to(CheckQuery.parse("project_id=shop&build_type=other"))))
                .isEqualTo("{\"android\":{},\"ios\":{}}");
    }

    @Test
    void anExcerptStaysSmallHoweverManyUpdatesThereWere() {
        CatalogueRelease[] many = IntStream.rangeClosed(1, 500)
                .mapToObj(n -> mandatory(release("ios", "2.1.0", n)))
                .toArray(CatalogueRelease[]::new);

        assertThat(CatalogueExcerpt.of(catalogue("shop", 1, many)).releases()).hasSize(1);
    }

    private Answer answer(Catalogue catalogue, String query) {
        return checker.answers(catalogue).to(CheckQuery.parse("project_id=shop&" + query));
    }

    private String told(Catalogue catalogue, String query) {
        return text(answer(catalogue, query));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** The answer without what stands behind the numbers. */
    private String numbers(Catalogue catalogue, String query) {
        try {
            Map<String, Map<String, Map<String, Object>>> answer =
                    JSON.readValue(answer(catalogue, query).body(), LinkedAnswer.class);
            Map<String, Map<String, List<String>>> numbers = new LinkedHashMap<>();
            answer.forEach((os, versions) -> {
                Map<String, List<String>> ofOs = new LinkedHashMap<>();
                versions.forEach((version, updates) -> ofOs.put(version, List.copyOf(updates.keySet())));
                numbers.put(os, ofOs);
            });
            return numbers.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class LinkedAnswer extends LinkedHashMap<String, Map<String, Map<String, Object>>> {
        private static final long serialVersionUID = 1L;
    }

    private boolean isMandatory(Catalogue catalogue, String number) {
        try {
            return JSON.readTree(answer(catalogue, IOS_210).body())
                    .at("/ios/2.1.0/" + number + "/mandatory")
                    .booleanValue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode extended(Catalogue catalogue, String query) {
        try {
            return JSON.readTree(answer(catalogue, query + "&client=1").body()).get("releases");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> choices(Catalogue catalogue, String query) {
        return extended(catalogue, query).findValuesAsText("update_number");
    }
}
