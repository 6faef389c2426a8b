package dev.tideway.packager.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    private static final Instant LATER = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void bytesInABrokenEncodingAreUnreadable() {
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>("builds", 0, 7, "shop", new byte[] {0x00, 0x7B, 0x00, 0x00});
        Workshop.event("shop", "dev.tideway.build.finished.v1", "").headers().forEach(header -> message.headers()
                .add(header));

        assertIsUnreadable(Announcement.of(message));
    }

    @Test
    void aFailureThatNobodyForesawIsUnreadableToo() {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);

        assertIsUnreadable(Announcement.of(new ConsumerRecord<>("builds", 0, 7, "shop", value) {
            @Override
            public Headers headers() {
                throw new UnsupportedOperationException("headers of tomorrow");
            }
        }));
    }

    @Test
    void onlyWhatFailsByItselfUsesUpAnAttempt() {
        Announcement first = Announcement.of(new ConsumerRecord<>("builds", 0, 7, "shop", null));

        assertThat(first.again(LATER).attempt()).isEqualTo(2);
        assertThat(first.later(LATER).attempt()).isEqualTo(1);
        assertThat(first.later(LATER).notBefore()).isEqualTo(LATER);
    }

    private static void assertIsUnreadable(Announcement announcement) {
        assertThat(announcement.build()).isNull();
        assertThat(announcement.unreadable().code()).isEqualTo("INVALID_EVENT");
        assertThat(announcement.unreadable().message()).endsWith("Correct the event and send it again.");
        assertThat(announcement.subject()).isEqualTo("builds0@7");
    }
}
