package dev.tideway.catalog.webhook;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The request for a webhook.
 *
 * @param url where messages go, at most 2048 characters
 * @param format absent: {@code standard}
 * @param eventTypes which events, such as {@code dev.tideway.release.offered.v1}; absent or empty: all
 * @param description for people, at most 256 characters
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record NewWebhook(
        String url,
        @Nullable WebhookFormat format,
        @Nullable List<String> eventTypes,
        @Nullable String description) {
    /** What webhooks are told of. */
    static final Set<String> EVENT_TYPES = Set.of(
            "dev.tideway.release.held.v1",
            "dev.tideway.release.scheduled.v1",
            "dev.tideway.release.declined.v1",
            "dev.tideway.release.offered.v1",
            "dev.tideway.release.paused.v1",
            "dev.tideway.release.resumed.v1",
            "dev.tideway.release.withdrawn.v1",
            "dev.tideway.release.purged.v1",
            "dev.tideway.release.changed.v1",
            "dev.tideway.rollout.changed.v1",
            "dev.tideway.build.rejected.v1",
            "dev.tideway.build.failed.v1");

    private static final int LONGEST_URL = 2048;

    /** @throws InvalidValueException if a value breaks a rule */
    public NewWebhook {
        url(Names.present("url", url));
        eventTypes(eventTypes);
        Names.atMost("description", Names.MAX_TEXT, description);
    }

    static void url(String url) {
        Names.atMost("url", LONGEST_URL, url);
        try {
            URI uri = URI.create(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // It is told in words below.
        }
        throw new InvalidValueException(
                "url", "must be an address such as https://ci.example.com/hooks, without user or fragment");
    }

    static void eventTypes(@Nullable List<String> types) {
        if (types != null && !EVENT_TYPES.containsAll(types)) {
            throw new InvalidValueException(
                    "event_types", "must be some of " + String.join(", ", new TreeSet<>(EVENT_TYPES)));
        }
    }
}
