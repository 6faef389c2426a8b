package dev.tideway.packager.build;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides which build is next: in the order in which they came, but never more of one project than half of the slots,
 * never the same build twice at once, one build's announcements one after the other, and none before its time.
 */
final class BuildQueue {
    private final int slots;
    private final int share;
    private final List<Announcement> waiting = new ArrayList<>();
    private final List<String> runningProjects = new ArrayList<>();
    private final Set<String> runningSubjects = new HashSet<>();
    private boolean closed;

    BuildQueue(int slots) {
        this.slots = slots;
        this.share = Math.max(1, slots / 2);
    }

    synchronized void add(Announcement announcement) {
        waiting.add(announcement);
    }

    /** One that was worked on and has to wait comes before all that came after it. */
    synchronized void addAgain(Announcement announcement) {
        waiting.add(0, announcement);
    }

    /** The next one to be worked on, which takes a slot until it is {@link #done}. */
    synchronized Optional<Announcement> next(Instant now) {
        if (closed || runningProjects.size() >= slots) {
            return Optional.empty();
        }
        Set<String> passedOver = new HashSet<>(runningSubjects);
        for (Iterator<Announcement> each = waiting.iterator(); each.hasNext(); ) {
            Announcement candidate = each.next();
            // What a build's maker announced first is decided first, also while it waits for its next attempt.
            if (passedOver.add(candidate.subject()) && isItsTurn(candidate, now)) {
                each.remove();
                runningProjects.add(candidate.project());
                runningSubjects.add(candidate.subject());
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    synchronized void done(Announcement announcement) {
        runningProjects.remove(announcement.project());
        runningSubjects.remove(announcement.subject());
    }

    synchronized int waiting(TopicPartition partition) {
        return (int)
                waiting.stream().filter(a -> a.partition().equals(partition)).count();
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized int running() {
        return runningProjects.size();
    }

    /** When the message that has waited longest was sent. */
    synchronized Optional<Instant> oldest() {
        return waiting.stream()
                .map(a -> Instant.ofEpochMilli(a.message().timestamp()))
                .min(Instant::compareTo);
    }

    /** The partition is another consumer's now; what runs goes on and does no harm. */
    synchronized void drop(TopicPartition partition) {
        waiting.removeIf(a -> a.partition().equals(partition));
    }

    /** Nothing is started any more. */
    synchronized void close() {
        closed = true;
    }

    private boolean isItsTurn(Announcement candidate, Instant now) {
        long ofProject =
                runningProjects.stream().filter(candidate.project()::equals).count();
        return !candidate.notBefore().isAfter(now) && ofProject < share;
    }
}
