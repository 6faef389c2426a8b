package dev.tideway.catalog.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.protocol.WireJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** What is sent of an event: all of it, or a sentence for a chat. */
final class MessageBody {
    private static final int EVERY_COHORT = 1000;

    private MessageBody() {}

    /**
     * @param type such as {@code dev.tideway.release.offered.v1}
     * @param event its data, JSON
     */
    static String of(WebhookFormat format, String type, Instant at, String event) {
        JsonNode data = WireJson.read(event.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        if (format == WebhookFormat.CHAT) {
            return WireJson.writeString(Map.of("text", sentence(type, data)));
        }
        return WireJson.writeString(new Standard(type, at.toString(), data));
    }

    /** In the order of Standard Webhooks; keys of a map would be sorted. */
    record Standard(String type, String timestamp, JsonNode data) {}

    private static String sentence(String type, JsonNode event) {
        String project = text(event, "project_id");
        String place = text(event, "os") + " " + text(event, "app_version");
        String build = project + ": the build " + text(event, "build_id") + " for " + place + " on channel "
                + text(event, "channel");
        String update = project + ": update " + text(event, "update_number") + " for " + place + " on channel "
                + text(event, "channel");
        return switch (type) {
            case "dev.tideway.release.offered.v1" -> update + " is offered (build " + text(event, "build_id") + ").";
            case "dev.tideway.release.held.v1" -> build + " waits to be approved.";
            case "dev.tideway.release.scheduled.v1" -> build + " is offered from " + text(event, "not_before") + " on.";
            case "dev.tideway.release.declined.v1" -> build + " is declined.";
            case "dev.tideway.release.paused.v1" -> update + " is paused.";
            case "dev.tideway.release.resumed.v1" -> update + " is offered again.";
            case "dev.tideway.release.withdrawn.v1" -> update + " is withdrawn.";
            case "dev.tideway.release.purged.v1" -> update + " is purged.";
            case "dev.tideway.release.changed.v1" -> update + " was edited.";
            case "dev.tideway.rollout.changed.v1" ->
                update + " is offered to " + share(event.path("to").asInt(EVERY_COHORT)) + ".";
            case "dev.tideway.build.rejected.v1" ->
                project + ": the build " + text(event, "build_id") + " for " + text(event, "os") + " is rejected: "
                        + event.path("reasons").path(0).path("message").asText("see its status.");
            case "dev.tideway.build.failed.v1" ->
                project + ": the build " + text(event, "build_id") + " for " + text(event, "os") + " failed: "
                        + event.path("reason").path("message").asText("see its status.");
            default -> project + ": this is a test. Messages arrive here.";
        };
    }

    private static String share(int cohorts) {
        return cohorts == EVERY_COHORT
                ? "all devices"
                : BigDecimal.valueOf(cohorts, 1).stripTrailingZeros().toPlainString() + "% of devices";
    }

    private static String text(JsonNode event, String field) {
        return event.path(field).asText("-");
    }
}
