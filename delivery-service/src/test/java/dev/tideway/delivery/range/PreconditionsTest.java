package dev.tideway.delivery.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.delivery.range.Preconditions.Validators;
import dev.tideway.delivery.range.Preconditions.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 13; the representation has the tag "now" and was changed on 15 November 1994. */
class PreconditionsTest {
    private static final String SAME = "Tue, 15 Nov 1994 12:45:26 GMT";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Validators CURRENT =
            new Validators(EntityTag.strong("now"), Instant.parse("1994-11-15T12:45:26.789Z"));

    private static String date(String word) {
        return switch (word) {
            case "same" -> SAME;
            case "before" -> "Tue, 15 Nov 1994 12:45:25 GMT";
            case "after" -> "Tue, 15 Nov 1994 12:45:27 GMT";
            case "rfc850" -> "Tuesday, 15-Nov-94 12:45:26 GMT";
            case "asctime" -> "Tue Nov 15 12:45:26 1994";
            default -> word;
        };
    }

    /** Every way through section 13.2.2, a dash for a field that is not there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // If-Match | If-Unmodified-Since | If-None-Match | If-Modified-Since | verdict
                "- | - | - | - | PROCEED",
                // 1: If-Match, and then If-Unmodified-Since does not count.
                "\"now\" | - | - | - | PROCEED",
                "\"old\" | - | - | - | FAILED",
                "* | - | - | - | PROCEED",
                "\"a,b\", \"now\" | - | - | - | PROCEED",
                "W/\"now\" | - | - | - | FAILED",
                "\"now\" | before | - | - | PROCEED",
                "\"old\" | after | - | - | FAILED",
                "nonsense | - | - | - | FAILED",
                // 2: If-Unmodified-Since alone.
                "- | same | - | - | PROCEED",
                "- | after | - | - | PROCEED",
                "- | before | - | - | FAILED",
                "- | nonsense | - | - | PROCEED",
                // 3: If-None-Match, and then If-Modified-Since does not count.
                "- | - | \"now\" | - | NOT_MODIFIED",
                "- | - | W/\"now\" | - | NOT_MODIFIED",
                "- | - | * | - | NOT_MODIFIED",
                "- | - | \"old\", \"older\" | - | PROCEED",
                "- | - | \"old\", W/\"now\" | - | NOT_MODIFIED",
                "- | - | \"old\" | after | PROCEED",
                "- | - | \"now\" | before | NOT_MODIFIED",
                "- | - | nonsense | - | PROCEED",
                // 4: If-Modified-Since alone, in all three forms of a date.
                "- | - | - | same | NOT_MODIFIED",
                "- | - | - | after | NOT_MODIFIED",
                "- | - | - | before | PROCEED",
                "- | - | - | rfc850 | NOT_MODIFIED",
                "- | - | - | asctime | NOT_MODIFIED",
                "- | - | - | nonsense | PROCEED",
                "- | - | - | Wed, 15 Nov 1994 12:45:26 GMT | PROCEED",
                // 1 and 2 go before 3 and 4.
                "\"old\" | - | \"now\" | - | FAILED",
                "\"now\" | - | \"now\" | - | NOT_MODIFIED",
                "\"now\" | - | \"old\" | - | PROCEED",
                "\"now\" | - | - | same | NOT_MODIFIED",
                "- | before | \"now\" | - | FAILED",
                "- | same | \"now\" | - | NOT_MODIFIED",
                "- | same | - | same | NOT_MODIFIED",
                "- | before | - | same | FAILED",
            })
    void followsTheOrderOfPrecedence(
            String match, String unmodified, String noneMatch, String modified, Verdict verdict) {
        var conditions =
                new Preconditions(field(match), dateField(unmodified), field(noneMatch), dateField(modified), null);

        assertThat(conditions.evaluate(CURRENT, NOW)).isEqualTo(verdict);
    }

    private static String field(String value) {
        return value.equals("-") ? null : value;
    }

    private static String dateField(String value) {
        return value.equals("-") ? null : date(value);
    }

    /** Step 5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- | true",
                "\"now\" | true",
                "\"old\" | false",
                "W/\"now\" | false",
                "\"now\", \"old\" | false",
                "same | true",
                "after | false",
                "before | false",
                "nonsense | false",
                "now | false",
            })
    void letsARangeCountOnlyForTheVeryBytesThatTheDeviceHas(String ifRange, boolean counts) {
        var conditions = new Preconditions(null, null, null, null, dateField(ifRange));

        assertThat(conditions.rangeCounts(CURRENT, NOW)).isEqualTo(counts);
    }

    @Test
    void trustsNoDateOfThisVerySecond() {
        var conditions = new Preconditions(null, null, null, null, SAME);

        assertThat(conditions.rangeCounts(CURRENT, Instant.parse("1994-11-15T12:45:26.900Z")))
                .isFalse();
    }

    @Test
    void takesTwoDigitsOfAYearForThePastWhereTheFutureIsTooFar() {
        assertThat(HttpDate.parse("Saturday, 21-Nov-26 10:00:00 GMT", NOW)).contains(NOW);
        assertThat(HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT", NOW))
                .contains(Instant.parse("1994-11-06T08:49:37Z"));
    }
}
