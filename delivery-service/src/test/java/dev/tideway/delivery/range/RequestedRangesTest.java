package dev.tideway.delivery.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.delivery.range.RequestedRanges.Parts;
import dev.tideway.delivery.range.RequestedRanges.Unsatisfiable;
import dev.tideway.delivery.range.RequestedRanges.Whole;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 14, its examples first. */
class RequestedRangesTest {
    private static String ranges(String field, long size) {
        return RequestedRanges.of(field, size) instanceof Parts parts
                ? parts.ranges().stream()
                        .map(range -> range.first() + "-" + range.last())
                        .collect(Collectors.joining(" "))
                : RequestedRanges.of(field, size).getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // 14.1.2, of a representation of 10000 bytes.
                "bytes=0-499 | 0-499",
                "bytes=500-999 | 500-999",
                "bytes=-500 | 9500-9999",
                "bytes=9500- | 9500-9999",
                "bytes=0-0,-1 | 0-0 9999-9999",
                "bytes= 0-0, -1 | 0-0 9999-9999",
                "bytes= 0-999, 4500-5499, -1000 | 0-999 4500-5499 9000-9999",
                "bytes=500-600,601-999 | 500-999",
                "bytes=500-700,601-999 | 500-999",
                // 14.2 and 14.4.
                "bytes=42-1233 | 42-1233",
                "bytes=734-1233 | 734-1233",
                "bytes=500-1233 | 500-1233",
                "bytes=-734 | 9266-9999",
                // 14.1.1: units.
                "BYTES=0-1 | 0-1",
                "lines=0-1 | Whole",
                "exampleunit=1.2-4.3,6.2- | Whole",
                // A last position behind the end, and a suffix longer than all.
                "bytes=9000-99999 | 9000-9999",
                "bytes=-99999 | 0-9999",
                "bytes=0- | 0-9999",
                // Nothing there.
                "bytes=10000- | Unsatisfiable",
                "bytes=10000-10001 | Unsatisfiable",
                "bytes=-0 | Unsatisfiable",
                "bytes=10000-,-0 | Unsatisfiable",
                "bytes=10000-,0-1 | 0-1",
                // Not a range at all: as if it were not there.
                "bytes=5-4 | Whole",
                "bytes=0-1,5-4 | Whole",
                "bytes=- | Whole",
                "bytes= | Whole",
                "bytes=, | Whole",
                "bytes=a-b | Whole",
                "bytes=0x1-2 | Whole",
                "bytes=1 | Whole",
                "bytes=--1 | Whole",
                "bytes=1--2 | Whole",
                "bytes=+1-2 | Whole",
                "bytes 0-1 | Whole",
                "bytes=0-1;2-3 | Whole",
                "0-1 | Whole",
                "bytes=0 -1 | Whole",
                // Empty elements of a list are allowed.
                "bytes=,0-1,,5000-5001, | 0-1 5000-5001",
                // Beyond 64 bits.
                "bytes=0-99999999999999999999999999 | 0-9999",
                "bytes=-99999999999999999999999999 | 0-9999",
                "bytes=99999999999999999999999999- | Unsatisfiable",
                "bytes=99999999999999999999999999-99999999999999999999999998 | Whole",
                "bytes=18446744073709551616-18446744073709551617 | Unsatisfiable",
                "bytes=9223372036854775807-9223372036854775808 | Unsatisfiable",
                "bytes=00000000000000000000000000000000001-2 | 1-2",
                // In the order that was asked for, joined where they touch or nearly do.
                "bytes=5000-5001,0-1 | 5000-5001 0-1",
                "bytes=5000-5001,0-1,5002-5003 | 5000-5003 0-1",
                "bytes=0-10,90-100 | 0-100",
                "bytes=0-10,92-100 | 0-10 92-100",
                "bytes=0-9999,1-2,3-4 | 0-9999",
            })
    void readsWhatTheStandardShows(String field, String expected) {
        assertThat(ranges(field, 10_000)).isEqualTo(expected);
    }

    @Test
    void asksForTheWholeWithoutARange() {
        assertThat(RequestedRanges.of(null, 10)).isInstanceOf(Whole.class);
    }

    @Test
    void hasNothingToGiveOfWhatIsEmpty() {
        assertThat(RequestedRanges.of("bytes=0-", 0)).isInstanceOf(Unsatisfiable.class);
        assertThat(RequestedRanges.of("bytes=-0", 0)).isInstanceOf(Unsatisfiable.class);
        assertThat(RequestedRanges.of("bytes=-5", 0)).isInstanceOf(Whole.class);
    }

    @Test
    void givesTheWholeToWhoAsksForTooManyPieces() {
        assertThat(RequestedRanges.of(separate(16), 1_000_000)).isInstanceOf(Parts.class);
        assertThat(RequestedRanges.of(separate(17), 1_000_000)).isInstanceOf(Whole.class);
        assertThat(RequestedRanges.of(separate(3000), 1_000_000)).isInstanceOf(Whole.class);
    }

    private static String separate(int ranges) {
        return IntStream.range(0, ranges)
                .mapToObj(i -> i * 200 + "-" + (i * 200 + 1))
                .collect(Collectors.joining(",", "bytes=", ""));
    }

    @Test
    void joinsManyPiecesThatTouchBeforeItCountsThem() {
        String field =
                IntStream.range(0, 100).mapToObj(i -> i + "-" + i).collect(Collectors.joining(",", "bytes=", ""));

        assertThat(ranges(field, 1000)).isEqualTo("0-99");
    }

    @Provide
    Arbitrary<String> fields() {
        var number = Arbitraries.longs().between(0, 3000).map(String::valueOf);
        var maybe = Arbitraries.oneOf(number, Arbitraries.just(""));
        var spec = net.jqwik.api.Combinators.combine(maybe, maybe).as((first, last) -> first + "-" + last);
        return spec.list().ofMinSize(1).ofMaxSize(20).map(specs -> "bytes=" + String.join(",", specs));
    }

    @Property
    void givesNoByteTwiceAndNoneOutside(@ForAll("fields") String field, @ForAll @LongRange(max = 2000) long size) {
        if (RequestedRanges.of(field, size) instanceof Parts parts) {
            assertThat(parts.ranges()).hasSizeBetween(1, RequestedRanges.MAX_PARTS);
            assertThat(parts.ranges())
                    .allSatisfy(range -> assertThat(range.last()).isLessThan(size));
            long sum = parts.ranges().stream().mapToLong(ByteRange::length).sum();
            assertThat(sum).isLessThanOrEqualTo(size);
        }
    }

    @Property
    void givesEveryByteThatWasAskedFor(
            @ForAll("fields") String field, @ForAll @LongRange(min = 1, max = 2000) long size) {
        if (RequestedRanges.of(field, size) instanceof Parts parts) {
            List<ByteRange> wanted = RangeSpec.parse(field).orElseThrow().stream()
                    .flatMap(spec -> spec.within(size).stream())
                    .toList();
            assertThat(wanted).allSatisfy(one -> assertThat(parts.ranges())
                    .anyMatch(given -> given.first() <= one.first() && one.last() <= given.last()));
        }
    }

    @Property
    void takesAnyText(@ForAll String text, @ForAll @LongRange(max = 2000) long size) {
        assertThat(RequestedRanges.of("bytes=" + text, size)).isNotNull();
        assertThat(RequestedRanges.of(text, size)).isNotNull();
    }
}
