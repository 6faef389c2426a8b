package dev.tideway.cli.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.ControlApi;
import dev.tideway.cli.api.ProjectOption;
import dev.tideway.cli.terminal.Output;
import dev.tideway.cli.terminal.Table;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups what is done with webhooks. */
@Command(name = "webhook", description = "Have a project's events sent to build systems and chat.")
public final class WebhookCommand {
    private static final int FAILED = 1;

    @Command(name = "create", description = "Make a webhook, and show its secret this once.")
    int create(
            @Parameters(paramLabel = "URL", description = "Where messages go, by HTTPS.") String url,
            @Mixin ProjectOption project,
            @Mixin WebhookSettings settings,
            @Mixin Output output)
            throws IOException {
        Map<String, Object> wanted = settings.fields();
        wanted.put("url", url);
        return output.tell(project.api().create(project.path(WebhookOptions.PATH), wanted), WebhookCommand::withSecret);
    }

    @Command(name = "list", description = "List a project's webhooks.")
    int list(@Mixin ProjectOption project, @Mixin Output output) throws IOException {
        return output.tell(project.api().read(project.path(WebhookOptions.PATH)).json(), WebhookCommand::table);
    }

    @Command(name = "show", description = "Show a webhook.")
    int show(@Mixin WebhookOptions webhook) throws IOException {
        return webhook.tell(webhook.api().read(webhook.path()).json(), WebhookCommand::sentence);
    }

    @Command(name = "set", description = "Set what is given and leave the rest.")
    int set(
            @Mixin WebhookOptions webhook,
            @Mixin WebhookSettings settings,
            @Option(names = "--url", paramLabel = "URL", description = "Where messages go.") @Nullable String url,
            @Option(names = "--active", negatable = true, description = "Whether events are kept for it.") @Nullable Boolean active)
            throws IOException {
        Map<String, Object> edit = settings.fields();
        WebhookSettings.put(edit, "url", url);
        WebhookSettings.put(edit, "active", active);
        return webhook.change("PATCH", "", edit, WebhookCommand::sentence);
    }

    @Command(name = "delete", description = "Delete a webhook, with all that waits for it.")
    int delete(@Mixin WebhookOptions webhook) throws IOException {
        ControlApi api = webhook.api();
        api.delete(webhook.path(), api.read(webhook.path()));
        return 0;
    }

    @Command(
            name = "rotate",
            description = "Make a new secret, and show it this once; the old one is signed with too for a day.")
    int rotate(@Mixin WebhookOptions webhook) throws IOException {
        return webhook.change("POST", "/rotate", Map.of(), WebhookCommand::withSecret);
    }

    @Command(
            name = "test",
            description = "Send a message now, and tell what became of it (exit code 1: it was not taken).")
    int test(@Mixin WebhookOptions webhook) throws IOException {
        JsonNode tested = webhook.api().create(webhook.path() + "/test", Map.of());
        webhook.tell(tested, WebhookCommand::outcome);
        return tested.path("delivered").asBoolean() ? 0 : FAILED;
    }

    @Command(name = "deliveries", description = "List a webhook's messages, newest first.")
    int deliveries(
            @Mixin WebhookOptions webhook,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "Only those that are waiting, delivered or dead.")
                    @Nullable String state,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "At most so many (default: ${DEFAULT-VALUE}).")
                    int limit)
            throws IOException {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("state", state);
        return webhook.tell(
                webhook.api().listed(webhook.path() + "/deliveries", "deliveries", filters, limit),
                WebhookCommand::deliveryTable);
    }

    @Command(name = "replay", description = "Send again what was given up, or one message.")
    int replay(
            @Mixin WebhookOptions webhook,
            @Option(
                            names = "--delivery",
                            paramLabel = "ID",
                            description = "This message, whatever became of it (default: all that are dead).")
                    @Nullable String delivery)
            throws IOException {
        String below = delivery == null ? "" : "/deliveries/" + ControlApi.id("delivery", delivery);
        return webhook.act(
                below + "/replay",
                told -> List.of(told.path("replayed").asInt() + " messages are sent again, in their order."));
    }

    private static List<String> sentence(JsonNode webhook) {
        return List.of("Webhook " + webhook.path("webhook_id").asText() + " to "
                + webhook.path("url").asText() + " (" + webhook.path("format").asText() + ") is "
                + (webhook.path("active").asBoolean() ? "active." : "switched off."));
    }

    private static List<String> withSecret(JsonNode webhook) {
        return List.of(
                sentence(webhook).get(0),
                "Its secret, shown this once: " + webhook.path("secret").asText());
    }

    private static List<String> outcome(JsonNode tested) {
        return List.of(
                tested.path("delivered").asBoolean()
                        ? "Taken, with status " + tested.path("status").asText() + "."
                        : "Not taken: " + tested.path("error").asText() + ".");
    }

    private static List<String> table(JsonNode webhooks) {
        Table table = new Table("WEBHOOK", "URL", "FORMAT", "ACTIVE", "EVENTS", "DESCRIPTION");
        webhooks.path("webhooks")
                .forEach(webhook -> table.add(
                        webhook.path("webhook_id").asText(),
                        webhook.path("url").asText(),
                        webhook.path("format").asText(),
                        webhook.path("active").asBoolean() ? "yes" : "no",
                        webhook.path("event_types").isEmpty()
                                ? "all"
                                : webhook.path("event_types").toString(),
                        webhook.path("description").asText("-")));
        return table.lines();
    }

    private static List<String> deliveryTable(JsonNode deliveries) {
        Table table = new Table("DELIVERY", "AT", "TYPE", "STATE", "ATTEMPTS", "STATUS", "NEXT", "ERROR");
        deliveries
                .path("deliveries")
                .forEach(delivery -> table.add(
                        delivery.path("delivery_id").asText(),
                        delivery.path("created_at").asText(),
                        delivery.path("event_type").asText(),
                        delivery.path("state").asText(),
                        delivery.path("attempts").asText(),
                        delivery.path("last_status").asText("-"),
                        delivery.path("next_attempt_at").asText("-"),
                        delivery.path("error").asText("-")));
        return table.lines();
    }
}
