package dev.tideway.packager.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BuildQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final BuildQueue queue = new BuildQueue(4);

    @Test
    void oneProjectTakesHalfOfTheSlotsAtMost() {
        IntStream.range(0, 10).forEach(i -> queue.add(build("big", "b" + i)));
        queue.add(build("small", "s1"));

        assertThat(startAll()).containsExactly("big/ios/b0", "big/ios/b1", "small/ios/s1");
    }

    @Test
    void allProjectsTogetherTakeAllSlotsAndNoMore() {
        IntStream.range(0, 10).forEach(i -> queue.add(build("p" + i, "b")));

        assertThat(startAll()).hasSize(4);
    }

    @Test
    void aSingleSlotIsForEverybody() {
        BuildQueue single = new BuildQueue(1);
        single.add(build("shop", "b1"));

        assertThat(single.next(NOW)).isPresent();
    }

    @Test
    void theSameBuildIsNotWorkedOnTwiceAtOnce() {
        Announcement first = build("shop", "b1");
        queue.add(first);
        queue.add(build("shop", "b1"));

        assertThat(startAll()).hasSize(1);

        queue.done(first);

        assertThat(startAll()).hasSize(1);
    }

    @Test
    void aBuildThatFailedWaitsWithoutHoldingUpOthers() {
        queue.add(build("shop", "b1").again(NOW.plusSeconds(10)));
        queue.add(build("shop", "b2"));

        assertThat(startAll()).containsExactly("shop/ios/b2");
        assertThat(queue.next(NOW.plusSeconds(10))).isPresent();
    }

    @Test
    void oneBuildsAnnouncementsAreDecidedInTheirOrderAlsoWhileTheFirstWaitsForItsNextAttempt() {
        Announcement first = build("shop", "b1");
        queue.add(first);
        queue.add(build("shop", "b1"));
        queue.add(build("shop", "b2"));
        assertThat(startAll()).containsExactly("shop/ios/b1", "shop/ios/b2");

        queue.addAgain(first.again(NOW.plusSeconds(10)));
        queue.done(first);

        assertThat(startAll()).isEmpty();
        assertThat(queue.next(NOW.plusSeconds(10)).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void whatWaitsOfAPartitionThatWasGivenAwayIsDropped() {
        queue.add(build("shop", "b1"));
        queue.drop(new TopicPartition("builds", 0));

        assertThat(startAll()).isEmpty();
    }

    @Test
    void nothingStartsOnceItIsClosed() {
        queue.add(build("shop", "b1"));
        queue.close();

        assertThat(startAll()).isEmpty();
    }

    private List<String> startAll() {
        List<String> started = new ArrayList<>();
        for (Optional<Announcement> next = queue.next(NOW); next.isPresent(); next = queue.next(NOW)) {
            started.add(next.get().subject());
        }
        return started;
    }

    private static Announcement build(String project, String id) {
        BuildSource source = BuildSource.archive("builds/" + project + "/a");
        BuildFinished build =
                new BuildFinished(id, project, "ios", "1.0", null, source, null, null, false, 0, null, null, null);
        return new Announcement(
                new ConsumerRecord<>(Topic.BUILDS.topicName(), 0, 0, project, new byte[0]),
                build,
                null,
                1,
                Instant.EPOCH);
    }
}
