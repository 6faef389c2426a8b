package dev.tideway.catalog.webhook;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.idempotency.IdempotencyKeys;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.catalog.request.IfMatch;
import dev.tideway.catalog.request.PageQuery;
import dev.tideway.catalog.request.PositiveNumber;
import dev.tideway.catalog.token.Access;
import dev.tideway.catalog.token.Role;
import dev.tideway.catalog.webhook.WebhookChanges.Order;
import dev.tideway.catalog.webhook.WebhookSender.Message;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.WireRecord;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Webhooks over HTTP. */
@Path("/api/v1/projects/{projectId}/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class WebhookResource {
    private static final Set<String> STATES = Set.of("waiting", "delivered", "dead");
    private static final String TEST = "dev.tideway.webhook.test.v1";

    private final Access access;
    private final Database database;
    private final ProjectRepository projects;
    private final WebhookRepository webhooks;
    private final WebhookChanges changes;
    private final DeliveryRepository deliveries;
    private final WebhookSender sender;
    private final WebhookWorker worker;
    private final IdempotencyKeys idempotency;

    WebhookResource(
            Access access,
            Database database,
            ProjectRepository projects,
            WebhookRepository webhooks,
            WebhookChanges changes,
            DeliveryRepository deliveries,
            WebhookSender sender,
            WebhookWorker worker,
            IdempotencyKeys idempotency) {
        this.access = access;
        this.database = database;
        this.projects = projects;
        this.webhooks = webhooks;
        this.changes = changes;
        this.deliveries = deliveries;
        this.sender = sender;
        this.worker = worker;
        this.idempotency = idempotency;
    }

    /** All of a project's. */
    @WireRecord
    public record Webhooks(List<WebhookStatus> webhooks) {}

    /** A part of a list. */
    @WireRecord
    public record DeliveryPage(
            List<Delivery> deliveries, @Nullable String nextCursor) {}

    /** How many messages are sent again. */
    @WireRecord
    public record Replayed(int replayed) {}

    /**
     * What became of a test.
     *
     * @param status of the answer; absent where none came
     * @param error absent where it was taken
     */
    @WireRecord
    public record Tested(
            boolean delivered,
            @Nullable Integer status,
            @Nullable String error) {}

    /** The project's webhooks, oldest first. */
    @GET
    public Uni<Webhooks> list(@RestPath String projectId) {
        access.require(Role.VIEWER, projectId);
        Names.projectId(projectId);
        return database.read(() -> projects.existing(projectId).chain(() -> webhooks.of(projectId)))
                .map(found -> new Webhooks(found.stream().map(Webhook::told).toList()));
    }

    /** 201 with the webhook and its secret, which is told this once. */
    @POST
    public Uni<RestResponse<WebhookStatus>> create(
            @RestPath String projectId,
            @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
            NewWebhook wanted) {
        access.require(Role.OPERATOR, projectId);
        Names.projectId(projectId);
        Names.present("body", wanted);
        String who = access.subject();
        return idempotency.once(
                new IdempotencyKeys.Request(idempotencyKey, who, "webhook", projectId, wanted),
                WebhookStatus.class,
                () -> changes.create(projectId, wanted, who)
                        .map(webhook -> answer(RestResponse.Status.CREATED, webhook, webhook.toldWithSecret())));
    }

    /** One webhook, with its ETag. */
    @GET
    @Path("{webhookId}")
    public Uni<RestResponse<WebhookStatus>> get(@RestPath String projectId, @RestPath String webhookId) {
        access.require(Role.VIEWER, projectId);
        return existing(projectId, webhookId).map(webhook -> answer(RestResponse.Status.OK, webhook, webhook.told()));
    }

    /** Sets what is given and leaves the rest. */
    @PATCH
    @Path("{webhookId}")
    public Uni<RestResponse<WebhookStatus>> set(
            @RestPath String projectId,
            @RestPath String webhookId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            WebhookEdit edit) {
        Order order = order(projectId, webhookId, ifMatch);
        return changes.set(order, Names.present("body", edit))
                .map(webhook -> answer(RestResponse.Status.OK, webhook, webhook.told()));
    }

    /** Takes it away, with all that waits for it. */
    @DELETE
    @Path("{webhookId}")
    public Uni<RestResponse<Void>> delete(
            @RestPath String projectId,
            @RestPath String webhookId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.delete(order(projectId, webhookId, ifMatch)).map(x -> RestResponse.noContent());
    }

    /** A new secret, told this once; for a day messages are signed with the one before too. */
    @POST
    @Path("{webhookId}/rotate")
    public Uni<RestResponse<WebhookStatus>> rotate(
            @RestPath String projectId,
            @RestPath String webhookId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.rotate(order(projectId, webhookId, ifMatch))
                .map(webhook -> answer(RestResponse.Status.OK, webhook, webhook.toldWithSecret()));
    }

    /** Sends a message now, once, and tells what became of it. */
    @POST
    @Path("{webhookId}/test")
    public Uni<Tested> test(@RestPath String projectId, @RestPath String webhookId) {
        access.require(Role.OPERATOR, projectId);
        Instant now = Instant.now();
        Message message = new Message(
                DeliveryRepository.messageId(UUID.randomUUID()),
                TEST,
                now,
                WireJson.writeString(Map.of("project_id", projectId)));
        return existing(projectId, webhookId)
                .chain(webhook -> sender.send(webhook.target(now), message))
                .map(outcome -> new Tested(outcome.isDelivered(), outcome.status(), outcome.error()));
    }

    /** Its messages, newest first. */
    @GET
    @Path("{webhookId}/deliveries")
    public Uni<DeliveryPage> deliveries(
            @RestPath String projectId,
            @RestPath String webhookId,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        access.require(Role.VIEWER, projectId);
        PageQuery<Long> page = PageQuery.newestFirst(limit, cursor);
        if (state != null && !STATES.contains(state)) {
            throw RefusedException.invalid("state", "state must be waiting, delivered or dead.");
        }
        return existing(projectId, webhookId)
                .chain(webhook -> deliveries.newest(webhook.id(), state, page))
                .map(rows -> new DeliveryPage(
                        page.page(rows).stream().map(DeliveryRepository::told).toList(),
                        page.next(rows, row -> row.getLong("id"))));
    }

    /** Sends everything again that was given up, in its order. */
    @POST
    @Path("{webhookId}/replay")
    public Uni<Replayed> replay(@RestPath String projectId, @RestPath String webhookId) {
        access.require(Role.OPERATOR, projectId);
        return existing(projectId, webhookId)
                .chain(webhook -> deliveries.replay(webhook.id(), null))
                .invoke(worker::look)
                .map(Replayed::new);
    }

    /** Sends one message again, whatever became of it. */
    @POST
    @Path("{webhookId}/deliveries/{deliveryId}/replay")
    public Uni<Replayed> replayOne(
            @RestPath String projectId, @RestPath String webhookId, @RestPath String deliveryId) {
        access.require(Role.OPERATOR, projectId);
        long id = id("delivery_id", deliveryId);
        return existing(projectId, webhookId)
                .chain(webhook -> deliveries.replay(webhook.id(), id))
                .invoke(worker::look)
                .map(count -> {
                    if (count == 0) {
                        throw new RefusedException(
                                ProblemType.NOT_FOUND,
                                "The webhook has no message " + id
                                        + " that could be sent again: it is waiting, or there" + " is none.");
                    }
                    return new Replayed(count);
                });
    }

    private Uni<Webhook> existing(String projectId, String webhookId) {
        Names.projectId(projectId);
        long id = id("webhook_id", webhookId);
        return database.read(() -> webhooks.existing(projectId, id));
    }

    private Order order(String projectId, String webhookId, @Nullable String ifMatch) {
        access.require(Role.OPERATOR, projectId);
        Names.projectId(projectId);
        return new Order(projectId, id("webhook_id", webhookId), IfMatch.of(ifMatch), access.subject());
    }

    private static long id(String field, String text) {
        return PositiveNumber.parse(text)
                .orElseThrow(() -> RefusedException.invalid(field, field + " must be an id, such as 17."));
    }

    private static RestResponse<WebhookStatus> answer(RestResponse.Status status, Webhook webhook, WebhookStatus told) {
        return RestResponse.ResponseBuilder.create(status, told)
                .header(HttpHeaders.ETAG, webhook.entityTag())
                .build();
    }
}
