package dev.tideway.catalog.webhook;

import dev.tideway.catalog.audit.AuditEntry;
import dev.tideway.catalog.audit.AuditEntry.Act;
import dev.tideway.catalog.audit.AuditRepository;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.catalog.request.IfMatch;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/** What people do with webhooks: each a transaction in which the entry of the audit log is written too. */
@ApplicationScoped
class WebhookChanges {
    private final Database database;
    private final ProjectRepository projects;
    private final WebhookRepository webhooks;
    private final AuditRepository audit;
    private final WebhookConfig config;

    WebhookChanges(
            Database database,
            ProjectRepository projects,
            WebhookRepository webhooks,
            AuditRepository audit,
            WebhookConfig config) {
        this.database = database;
        this.projects = projects;
        this.webhooks = webhooks;
        this.audit = audit;
        this.config = config;
    }

    /**
     * Which webhook is to be changed, by whom.
     *
     * @param seen what the caller saw of it
     * @param who as the audit log names them
     */
    record Order(String projectId, long webhookId, IfMatch seen, String who) {}

    Uni<Webhook> create(String projectId, NewWebhook wanted, String who) {
        requireTls(wanted.url());
        return database.change(() -> projects.lock(projectId)
                .chain(() -> webhooks.count("projectId = ?1", projectId))
                .invoke(count -> {
                    if (count >= config.perProject()) {
                        throw new RefusedException(
                                ProblemType.WRONG_STATE,
                                "A project has at most " + config.perProject() + " webhooks. Delete one first.");
                    }
                })
                .chain(() -> database.now())
                .chain(now -> webhooks.persistAndFlush(new Webhook(projectId, wanted, now)))
                .call(webhook -> record(
                        projectId, new Act(who, "webhook.created", webhook.subject()), Map.of(), webhook.values())));
    }

    Uni<Webhook> set(Order order, WebhookEdit edit) {
        if (edit.url() != null) {
            requireTls(edit.url());
        }
        return change(order, "webhook.changed", webhook -> {
            webhook.set(edit);
            return Uni.createFrom().item(webhook);
        });
    }

    Uni<Webhook> rotate(Order order) {
        return change(order, "webhook.rotated", webhook -> database.now().map(now -> {
            webhook.rotate(now.plus(config.oldSecret()));
            return webhook;
        }));
    }

    /** With all that waits for it. */
    Uni<Webhook> delete(Order order) {
        return change(
                order, "webhook.deleted", webhook -> webhooks.delete(webhook).replaceWith(webhook));
    }

    private Uni<Webhook> change(Order order, String action, Function<Webhook, Uni<Webhook>> work) {
        return database.change(() -> projects.lock(order.projectId())
                .chain(() -> webhooks.existing(order.projectId(), order.webhookId()))
                .chain(webhook -> {
                    order.seen().require(webhook.entityTag());
                    Map<String, Object> before = webhook.values();
                    Act act = new Act(order.who(), action, webhook.subject());
                    return work.apply(webhook)
                            .call(changed -> record(
                                    order.projectId(),
                                    act,
                                    before,
                                    action.equals("webhook.deleted") ? Map.of() : changed.values()));
                }));
    }

    private Uni<Void> record(String projectId, Act act, Map<String, ?> before, Map<String, ?> after) {
        return audit.append(new AuditEntry(projectId, act, before, after));
    }

    private void requireTls(String url) {
        if (!config.plainHttp() && !"https".equalsIgnoreCase(URI.create(url).getScheme())) {
            throw RefusedException.invalid(
                    "url", "url must begin with https://: this installation sends nothing in the clear.");
        }
    }
}
