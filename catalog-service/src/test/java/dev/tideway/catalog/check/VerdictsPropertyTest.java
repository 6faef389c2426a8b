package dev.tideway.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.protocol.catalogue.Catalogue;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VerdictsPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final UpdateChecker checker = new UpdateChecker("https://cdn.example.com");

    @Property(tries = 500)
    void whatIsExplainedAsToldIsWhatStandsInTheServedBody(
            @ForAll("catalogues") Catalogue catalogue, @ForAll("devices") CheckQuery device) throws IOException {
        JsonNode body = JSON.readTree(checker.answers(catalogue).to(device).body());

        List<Verdict> verdicts = Verdicts.of(catalogue, device);

        Set<String> told = verdicts.stream()
                .filter(Verdict::isTold)
                .map(v -> v.release().os() + " " + v.release().appVersion() + " "
                        + v.release().updateNumber())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(device.extended() ? inExtended(body) : inStock(body));
        assertThat(verdicts).extracting(Verdict::release).containsExactlyInAnyOrderElementsOf(catalogue.releases());
    }

    @Property(tries = 300)
    void whatTheAudienceTakesIsWhatTheAnswerTells(@ForAll("catalogues") Catalogue catalogue) throws IOException {
        for (Verdicts.Place place : Audience.places(catalogue)) {
            CheckQuery stock = new CheckQuery("shop", place.os(), place.appVersion(), place.channel(), false);
            CheckQuery client = new CheckQuery("shop", place.os(), place.appVersion(), place.channel(), true);
            ProjectAnswers answers = checker.answers(catalogue);
            JsonNode told =
                    JSON.readTree(answers.to(stock).body()).path(place.os()).path(place.appVersion());
            JsonNode choices = JSON.readTree(answers.to(client).body()).path("releases");
            Audience audience = Audience.of(catalogue, place);

            Audience.Update update = audience.stock();
            assertThat(update == null ? 0 : update.number()).isEqualTo(highest(told));
            for (int cohort : new int[] {1, 2, 100, 101, 1000}) {
                Audience.Update taken = audience.client(cohort);
                assertThat(taken == null ? 0 : taken.number()).isEqualTo(first(choices, cohort));
            }
        }
    }

    private static long first(JsonNode choices, int cohort) {
        for (JsonNode release : choices) {
            if (release.path("rollout").asInt() >= cohort) {
                return release.path("update_number").asLong();
            }
        }
        return 0;
    }

    private static long highest(JsonNode updates) {
        long highest = 0;
        for (Iterator<String> numbers = updates.fieldNames(); numbers.hasNext(); ) {
            highest = Math.max(highest, Long.parseLong(numbers.next()));
        }
        return highest;
    }

    private static Set<String> inStock(JsonNode body) {
        Set<String> told = new TreeSet<>();
        body.fields().forEachRemaining(os -> os.getValue()
                .fields()
                .forEachRemaining(version -> version.getValue().fieldNames().forEachRemaining(number -> {
                    if (!number.equals("0")) {
                        told.add(os.getKey() + " " + version.getKey() + " " + number);
                    }
                })));
        return told;
    }

    private static Set<String> inExtended(JsonNode body) {
        Set<String> told = new TreeSet<>();
        body.path("releases")
                .forEach(release -> told.add(body.path("os").asText() + " "
                        + body.path("app_version").asText() + " "
                        + release.path("update_number").asText()));
        return told;
    }

    @Provide
    Arbitrary<Catalogue> catalogues() {
        return Catalogues.any();
    }

    @Provide
    Arbitrary<CheckQuery> devices() {
        return Combinators.combine(
                        Arbitraries.of("ios", "android", "web").injectNull(0.2),
                        Arbitraries.of("2.1.0", "2.1", "2.2.0-beta.1", "9").injectNull(0.2),
                        Arbitraries.of("release", "beta", "gamma").injectNull(0.3),
                        Arbitraries.of(true, false))
                .as((os, version, type, extended) ->
                        new CheckQuery("shop", os, version, type, extended && os != null && version != null));
    }
}
