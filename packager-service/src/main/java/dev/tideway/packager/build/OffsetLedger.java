package dev.tideway.packager.build;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows how far each partition may be committed while builds end in any order: up to the lowest one that is unfinished,
 * so that no crash loses a build.
 */
final class OffsetLedger {
    private static final class Partition {
        private final TreeSet<Long> unfinished = new TreeSet<>();
        private long next;
        private long committed = -1;

        long committable() {
            return unfinished.isEmpty() ? next : unfinished.first();
        }
    }

    private final Map<TopicPartition, Partition> partitions = new HashMap<>();

    void received(TopicPartition partition, long offset) {
        Partition known = partitions.computeIfAbsent(partition, p -> new Partition());
        known.unfinished.add(offset);
        known.next = Math.max(known.next, offset + 1);
    }

    /** An offset of a partition that was given away, or that was not received, is nobody's concern. */
    void finished(TopicPartition partition, long offset) {
        Partition known = partitions.get(partition);
        if (known != null) {
            known.unfinished.remove(offset);
        }
    }

    /** Where to go on after a crash, for each partition for which that has changed since it was last asked for. */
    Map<TopicPartition, Long> toCommit() {
        Map<TopicPartition, Long> changed = new HashMap<>();
        partitions.forEach((partition, known) -> {
            if (known.committable() > known.committed) {
                known.committed = known.committable();
                changed.put(partition, known.committed);
            }
        });
        return changed;
    }

    /** The partition is another consumer's now. */
    void forget(TopicPartition partition) {
        partitions.remove(partition);
    }
}
