package dev.tideway.catalog.webhook;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is to be set to; what is absent stays as it is.
 *
 * @param active whether events are kept for it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record WebhookEdit(
        @Nullable String url,
        @Nullable WebhookFormat format,
        @Nullable List<String> eventTypes,
        @Nullable String description,
        @Nullable Boolean active) {
    /** @throws InvalidValueException if a value breaks a rule */
    public WebhookEdit {
        if (url != null) {
            NewWebhook.url(url);
        }
        NewWebhook.eventTypes(eventTypes);
        Names.atMost("description", Names.MAX_TEXT, description);
    }
}
