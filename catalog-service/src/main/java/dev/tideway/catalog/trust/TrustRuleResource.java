package dev.tideway.catalog.trust;

import dev.tideway.catalog.audit.AuditEntry;
import dev.tideway.catalog.audit.AuditEntry.Act;
import dev.tideway.catalog.audit.AuditRepository;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.idempotency.IdempotencyKeys;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.catalog.request.PositiveNumber;
import dev.tideway.catalog.token.Access;
import dev.tideway.catalog.token.Role;
import dev.tideway.catalog.token.TokenConfig;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The rules by which a project takes other issuers' tokens, over HTTP. */
@Path("/api/v1/projects/{projectId}/trust-rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class TrustRuleResource {
    private static final int MOST_RULES = 100;

    private final Access access;
    private final Database database;
    private final ProjectRepository projects;
    private final TrustRuleRepository rules;
    private final AuditRepository audit;
    private final TrustRefresh refresh;
    private final TokenConfig config;
    private final IdempotencyKeys idempotency;

    TrustRuleResource(
            Access access,
            Database database,
            ProjectRepository projects,
            TrustRuleRepository rules,
            AuditRepository audit,
            TrustRefresh refresh,
            TokenConfig config,
            IdempotencyKeys idempotency) {
        this.access = access;
        this.database = database;
        this.projects = projects;
        this.rules = rules;
        this.audit = audit;
        this.refresh = refresh;
        this.config = config;
        this.idempotency = idempotency;
    }

    /** All of a project's. */
    @WireRecord
    public record Rules(List<TrustRuleStatus> trustRules) {}

    /** The project's rules, oldest first. */
    @GET
    public Uni<Rules> list(@RestPath String projectId) {
        access.require(Role.VIEWER, projectId);
        Names.projectId(projectId);
        return database.read(() -> projects.existing(projectId).chain(() -> rules.of(projectId)))
                .map(found -> new Rules(found.stream().map(TrustRule::told).toList()));
    }

    /** Adds a rule; for admins. */
    @POST
    public Uni<RestResponse<TrustRuleStatus>> add(
            @RestPath String projectId,
            @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
            NewTrustRule wanted) {
        access.requireAdmin();
        Names.projectId(projectId);
        requireSafe(Names.present("body", wanted));
        String who = access.subject();
        return idempotency.once(
                new IdempotencyKeys.Request(idempotencyKey, who, "trust", projectId, wanted),
                TrustRuleStatus.class,
                () -> add(projectId, wanted, who));
    }

    private Uni<RestResponse<TrustRuleStatus>> add(String projectId, NewTrustRule wanted, String who) {
        return database.change(() -> projects.lock(projectId)
                        .chain(() -> rules.of(projectId))
                        .chain(known -> {
                            if (known.size() >= MOST_RULES) {
                                throw new RefusedException(
                                        ProblemType.WRONG_STATE,
                                        "A project has at most " + MOST_RULES + " trust rules. Remove one first.");
                            }
                            return database.now()
                                    .chain(now -> rules.persistAndFlush(new TrustRule(projectId, wanted, who, now)));
                        })
                        .call(rule -> audit.append(new AuditEntry(
                                projectId, new Act(who, "trust.added", rule.subject()), Map.of(), rule.values()))))
                .call(refresh::look)
                .map(rule -> RestResponse.status(RestResponse.Status.CREATED, rule.told()));
    }

    /** Removes a rule; for admins. */
    @DELETE
    @Path("{ruleId}")
    public Uni<RestResponse<Void>> remove(@RestPath String projectId, @RestPath String ruleId) {
        access.requireAdmin();
        Names.projectId(projectId);
        long id = PositiveNumber.parse(ruleId)
                .orElseThrow(() ->
                        RefusedException.invalid("rule_id", "rule_id must be the id of a trust rule, such as 3."));
        String who = access.subject();
        return database.change(() -> rules.of(projectId, id)
                        .onItem()
                        .ifNull()
                        .failWith(() -> new RefusedException(
                                ProblemType.NOT_FOUND,
                                "The project " + projectId + " has no trust rule " + ruleId + "."))
                        .call(rule -> audit.append(new AuditEntry(
                                projectId, new Act(who, "trust.removed", rule.subject()), rule.values(), Map.of())))
                        .chain(rule -> rules.delete(rule)))
                .call(refresh::look)
                .map(x -> RestResponse.noContent());
    }

    /** Anybody has a token of an open issuer, so a rule must say whose it is, in a way that nobody else can come by. */
    private void requireSafe(NewTrustRule wanted) {
        TokenConfig.Issuer issuer = config.issuers().get(wanted.issuer());
        if (issuer == null) {
            throw RefusedException.invalid(
                    "issuer",
                    config.issuers().isEmpty()
                            ? "This installation trusts no other issuer; tideway.token.issuers names those that it does."
                            : "issuer must be one of "
                                    + String.join(
                                            ", ",
                                            config.issuers().keySet().stream()
                                                    .sorted()
                                                    .toList())
                                    + ".");
        }
        if (!issuer.open()) {
            return;
        }
        String repository = wanted.claims().get(issuer.repositoryClaim());
        if (repository == null || !repository.matches("[0-9]+")) {
            throw RefusedException.invalid(
                    "claims",
                    "claims must have " + issuer.repositoryClaim()
                            + ", the repository's number: names can be given up and taken by others.");
        }
        if (wanted.claims().getOrDefault(issuer.refClaim(), "").isEmpty()
                || !"true".equals(wanted.claims().get(issuer.protectedClaim()))) {
            throw RefusedException.invalid(
                    "claims",
                    "claims must have " + issuer.refClaim() + ", such as refs/heads/main, and "
                            + issuer.protectedClaim()
                            + " true: whoever may push to a branch that is not protected may change what runs there.");
        }
    }
}
