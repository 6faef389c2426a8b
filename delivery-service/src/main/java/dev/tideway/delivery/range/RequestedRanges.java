package dev.tideway.delivery.range;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Range} field asks of a representation of a known size (RFC 9110 section 14.2).
 *
 * <p>A field that is not understood asks for the whole, as does one with more than {@value #MAX_PARTS} separate ranges.
 */
public sealed interface RequestedRanges {
    /** More parts than any honest client needs are more work than the whole. */
    int MAX_PARTS = 16;

    /** Section 15.3.7.2: ranges nearer to each other than the overhead of a part are joined. */
    int JOINED_GAP = 80;

    /** There is no range, or it is ignored: 200. */
    record Whole() implements RequestedRanges {}

    /** No range has a byte in the representation: 416. */
    record Unsatisfiable() implements RequestedRanges {}

    /**
     * These bytes: 206.
     *
     * @param ranges 1 to {@value #MAX_PARTS}, none touching another, in the order in which they were asked for
     */
    record Parts(List<ByteRange> ranges) implements RequestedRanges {}

    /** @param size bytes of the representation, 0 or more */
    static RequestedRanges of(@Nullable String field, long size) {
        var specs = field == null ? null : RangeSpec.parse(field).orElse(null);
        if (specs == null) {
            return new Whole();
        }
        if (size == 0 && specs.stream().anyMatch(RequestedRanges::asksForAnySuffix)) {
            // Satisfiable by the letter, but no Content-Range can say "nothing".
            return new Whole();
        }
        var ranges = new ArrayList<ByteRange>(specs.size());
        specs.forEach(spec -> spec.within(size).ifPresent(ranges::add));
        if (ranges.isEmpty()) {
            return new Unsatisfiable();
        }
        var joined = ranges.size() == 1 ? ranges : join(ranges);
        return joined.size() > MAX_PARTS ? new Whole() : new Parts(joined);
    }

    private static boolean asksForAnySuffix(RangeSpec spec) {
        return spec.first() == null && spec.second() != null && spec.second() > 0;
    }

    /** Each joined range stands where the first of its ranges stood. */
    private static List<ByteRange> join(List<ByteRange> ranges) {
        record Placed(int place, ByteRange range) {}
        var byFirst = IntStream.range(0, ranges.size())
                .mapToObj(i -> new Placed(i, ranges.get(i)))
                .sorted(Comparator.comparingLong(placed -> placed.range.first()))
                .toList();
        var joined = new ArrayList<Placed>();
        for (Placed next : byFirst) {
            var previous = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (previous != null && next.range.first() - previous.range.last() <= JOINED_GAP) {
                long last = Math.max(previous.range.last(), next.range.last());
                joined.set(
                        joined.size() - 1,
                        new Placed(Math.min(previous.place, next.place), new ByteRange(previous.range.first(), last)));
            } else {
                joined.add(next);
            }
        }
        return joined.stream()
                .sorted(Comparator.comparingInt(Placed::place))
                .map(Placed::range)
                .toList();
    }
}
