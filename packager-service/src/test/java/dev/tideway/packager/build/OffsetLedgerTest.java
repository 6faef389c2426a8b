package dev.tideway.packager.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
    private static final TopicPartition PARTITION = new TopicPartition("builds", 0);

    private final OffsetLedger ledger = new OffsetLedger();

    @Test
    void aLongBuildHoldsBackWhatCameAfterIt() {
        receive(5, 6, 7);
        ledger.finished(PARTITION, 6);
        ledger.finished(PARTITION, 7);

        assertThat(ledger.toCommit()).containsExactly(Map.entry(PARTITION, 5L));

        ledger.finished(PARTITION, 5);

        assertThat(ledger.toCommit()).containsExactly(Map.entry(PARTITION, 8L));
    }

    @Test
    void whatHasNotChangedIsNotCommittedAgain() {
        receive(5);
        ledger.finished(PARTITION, 5);
        ledger.toCommit();

        assertThat(ledger.toCommit()).isEmpty();
    }

    @Test
    void aBuildThatEndsAfterItsPartitionWasGivenAwayIsNobodysConcern() {
        receive(5);
        ledger.forget(PARTITION);
        ledger.finished(PARTITION, 5);

        assertThat(ledger.toCommit()).isEmpty();
    }

    @Property
    void noUnfinishedBuildIsEverCommitted(
            @ForAll @IntRange(max = 50) int received,
            @ForAll @Size(max = 100) List<@IntRange(max = 50) Integer> inTheOrderOfTheirEnd) {
        OffsetLedger fresh = new OffsetLedger();
        TreeSet<Integer> unfinished = new TreeSet<>();
        for (int offset = 0; offset < received; offset++) {
            fresh.received(PARTITION, offset);
            unfinished.add(offset);
        }
        for (int offset : inTheOrderOfTheirEnd) {
            fresh.finished(PARTITION, offset);
            unfinished.remove(offset);
            long lowest = unfinished.isEmpty() ? received : unfinished.first();

            assertThat(fresh.toCommit().getOrDefault(PARTITION, lowest)).isEqualTo(lowest);
        }
    }

    private void receive(long... offsets) {
        for (long offset : offsets) {
            ledger.received(PARTITION, offset);
        }
    }
}
