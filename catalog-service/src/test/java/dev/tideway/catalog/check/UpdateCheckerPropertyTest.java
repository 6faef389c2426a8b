package dev.tideway.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UpdateCheckerPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final UpdateChecker checker = new UpdateChecker("https://cdn.example.com");

    @Property(tries = 300)
    void theStaticFormsHighestEntryIsTheStockAnswer(@ForAll("catalogues") Catalogue catalogue) throws IOException {
        for (String channel : List.of("release", "beta")) {
            JsonNode form = JSON.readTree(checker.staticForm(catalogue, channel));
            for (String os : List.of("ios", "android")) {
                for (String version : List.of("2.1.0", "2.1", "2.2.0-beta.1", "3.0.0 \"é\"")) {
                    CheckQuery device = new CheckQuery("shop", os, version, channel, false);
                    JsonNode stock =
                            JSON.readTree(checker.answers(catalogue).to(device).body());

                    assertThat(highest(form.path(os).path(version)))
                            .isEqualTo(highest(stock.get(os).get(version)));
                }
            }
        }
    }

    @Property(tries = 300)
    void anExcerptGivesTheSameAnswersAsTheWhole(
            @ForAll("catalogues") Catalogue catalogue, @ForAll("devices") CheckQuery device) {
        Catalogue excerpt = CatalogueExcerpt.of(catalogue);

        assertThat(checker.answers(excerpt).to(device).body())
                .isEqualTo(checker.answers(catalogue).to(device).body());
        assertThat(CatalogueExcerpt.of(excerpt)).isEqualTo(excerpt);
    }

    /** Asked without an os, an answer is made for the one who asks. */
    @Property(tries = 300)
    void whatIsReadyIsWhatWouldBeMade(@ForAll("catalogues") Catalogue catalogue) throws IOException {
        ProjectAnswers answers = checker.answers(catalogue);
        for (String version : List.of("2.1.0", "2.1", "2.2.0-beta.1", "3.0.0 \"é\"", "9")) {
            Answer ofEveryOs = answers.to(new CheckQuery("shop", null, version, "beta", false));
            JsonNode made = JSON.readTree(ofEveryOs.body());
            for (var each = made.fields(); each.hasNext(); ) {
                Map.Entry<String, JsonNode> ofOs = each.next();
                Answer ready = answers.to(new CheckQuery("shop", ofOs.getKey(), version, "beta", false));

                assertThat(new String(ready.body(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"" + ofOs.getKey() + "\":" + ofOs.getValue() + "}");
            }
        }
    }

    @Property(tries = 300)
    void anAnswersLengthAndTagAreThoseOfItsBytes(
            @ForAll("catalogues") Catalogue catalogue, @ForAll("devices") CheckQuery device) {
        Answer told = checker.answers(catalogue).to(device);

        assertThat(told.body()).hasSize(told.length());
        assertThat(told.etag()).isEqualTo("\"" + Sha256.of(told.body()).hex().substring(0, 32) + "\"");
    }

    @Provide
    Arbitrary<Catalogue> catalogues() {
        return Catalogues.any();
    }

    @Provide
    Arbitrary<CheckQuery> devices() {
        return Combinators.combine(
                        Arbitraries.of("ios", "android", "web").injectNull(0.3),
                        Arbitraries.of("2.1.0", "2.1", "2.2.0-beta.1", "9").injectNull(0.3),
                        Arbitraries.of("release", "beta", "gamma").injectNull(0.3),
                        Arbitraries.of(true, false))
                .as((os, version, type, extended) ->
                        new CheckQuery("shop", os, version, type, extended && os != null && version != null));
    }

    private static JsonNode highest(JsonNode updates) {
        JsonNode highest = JSON.createObjectNode();
        long number = 0;
        for (var fields = updates.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> update = fields.next();
            if (Long.parseLong(update.getKey()) > number) {
                number = Long.parseLong(update.getKey());
                highest = update.getValue();
            }
        }
        return highest;
    }
}
