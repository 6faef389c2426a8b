package dev.tideway.catalog.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.protocol.event.EventType;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageBodyTest {
    private static final String EVENT = "{\"project_id\":\"shop\",\"os\":\"ios\",\"app_version\":\"2.1.0\","
            + "\"channel\":\"release\",\"update_number\":\"3\",\"build_id\":\"ci-1\",\"from\":10,\"to\":100,"
            + "\"not_before\":\"2026-12-01T06:00:00Z\","
            + "\"reasons\":[{\"code\":\"X\",\"message\":\"no start page\"}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dev.tideway.release.offered.v1|shop: update 3 for ios 2.1.0 on channel release is offered (build ci-1).",
                "dev.tideway.release.withdrawn.v1|shop: update 3 for ios 2.1.0 on channel release is withdrawn.",
                "dev.tideway.rollout.changed.v1|shop: update 3 for ios 2.1.0 on channel release is offered to 10% of devices.",
                "dev.tideway.release.held.v1|shop: the build ci-1 for ios 2.1.0 on channel release waits to be approved.",
                "dev.tideway.release.scheduled.v1|shop: the build ci-1 for ios 2.1.0 on channel release"
                        + " is offered from 2026-12-01T06:00:00Z on.",
                "dev.tideway.release.declined.v1|shop: the build ci-1 for ios 2.1.0 on channel release is declined.",
                "dev.tideway.build.rejected.v1|shop: the build ci-1 for ios is rejected: no start page",
                "dev.tideway.webhook.test.v1|shop: this is a test. Messages arrive here."
            })
    void aChatIsToldASentence(String type, String sentence) {
        assertThat(MessageBody.of(WebhookFormat.CHAT, type, Instant.EPOCH, EVENT))
                .isEqualTo("{\"text\":\"" + sentence + "\"}");
    }

    @ParameterizedTest
    @CsvSource("dev.tideway.release.paused.v1")
    void aBuildSystemIsToldAllOfTheEvent(String type) {
        assertThat(MessageBody.of(WebhookFormat.STANDARD, type, Instant.EPOCH, EVENT))
                .isEqualTo("{\"type\":\"" + type + "\",\"timestamp\":\"1970-01-01T00:00:00Z\",\"data\":" + EVENT + "}");
    }

    @Test
    void webhooksKnowEveryEventOfReleases() {
        assertThat(NewWebhook.EVENT_TYPES)
                .containsAll(Arrays.stream(EventType.values())
                        .map(EventType::wireName)
                        .filter(type ->
                                type.startsWith("dev.tideway.release.") || type.startsWith("dev.tideway.rollout."))
                        .toList());
    }

    @Test
    void eachEventHasASentenceOfItsOwn() {
        String test = MessageBody.of(WebhookFormat.CHAT, "dev.tideway.webhook.test.v1", Instant.EPOCH, EVENT);
        assertThat(NewWebhook.EVENT_TYPES)
                .allSatisfy(type -> assertThat(MessageBody.of(WebhookFormat.CHAT, type, Instant.EPOCH, EVENT))
                        .isNotEqualTo(test));
    }
}
