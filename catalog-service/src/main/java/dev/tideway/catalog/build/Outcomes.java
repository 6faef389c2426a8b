package dev.tideway.catalog.build;

import dev.tideway.catalog.artifact.Artifacts;
import dev.tideway.catalog.artifact.PackageBytes;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.outbox.OutboxRepository;
import dev.tideway.catalog.project.Project;
import dev.tideway.catalog.project.ProjectChanged;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.catalog.release.Candidate;
import dev.tideway.catalog.release.OfferDecision;
import dev.tideway.catalog.release.Offers;
import dev.tideway.catalog.webhook.WebhookQueue;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildOutcome;
import dev.tideway.protocol.event.BuildRejected;
import dev.tideway.protocol.event.PackageReady;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Records what became of builds, each outcome once, and lets the packed ones be offered. */
@ApplicationScoped
class Outcomes {
    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    private final Database database;
    private final ProjectRepository projects;
    private final BuildRepository builds;
    private final EarlyOutcomeRepository early;
    private final Offers offers;
    private final OfferDelay delay;
    private final WebhookQueue webhooks;
    private final Artifacts artifacts;
    private final OutboxRepository outbox;
    private final MeterRegistry metrics;
    private final Event<ProjectChanged> changed;

    Outcomes(
            Database database,
            ProjectRepository projects,
            BuildRepository builds,
            EarlyOutcomeRepository early,
            Offers offers,
            OfferDelay delay,
            WebhookQueue webhooks,
            Artifacts artifacts,
            OutboxRepository outbox,
            MeterRegistry metrics,
            Event<ProjectChanged> changed) {
        this.database = database;
        this.projects = projects;
        this.builds = builds;
        this.early = early;
        this.offers = offers;
        this.delay = delay;
        this.webhooks = webhooks;
        this.artifacts = artifacts;
        this.outbox = outbox;
        this.metrics = metrics;
        this.changed = changed;
    }

    /** @param traceparent of the trace that the message belongs to, if it says one */
    Uni<Void> record(BuildOutcome outcome, @Nullable String traceparent) {
        return database.change(
                        () -> projects.lockOrCreate(outcome.projectId()).chain(project -> builds.find(outcome.build())
                                .invoke(build -> {
                                    if (build != null) {
                                        build.goesOn(traceparent);
                                    }
                                })
                                .chain(build -> record(project, build, outcome))))
                .invoke(offered -> tell(outcome.projectId(), offered))
                .replaceWithVoid();
    }

    /**
     * Ends the present attempt of a build, in the caller's transaction with the project locked.
     *
     * @return whether it was offered; then {@link #tell} is to be called after the commit
     */
    Uni<Boolean> apply(Project locked, Build build, BuildOutcome outcome) {
        return database.now().chain(now -> {
            if (outcome instanceof PackageReady ready) {
                return packed(locked, build, ready, now);
            }
            if (outcome instanceof BuildRejected rejected) {
                return ended(build, BuildState.REJECTED, rejected.reasons(), now)
                        .call(() -> webhooks.append(rejected));
            }
            if (outcome instanceof BuildFailed failed) {
                return ended(build, BuildState.FAILED, List.of(failed.reason()), now)
                        .call(() -> webhooks.append(failed));
            }
            throw new IllegalArgumentException("no outcome: " + outcome);
        });
    }

    void tell(String projectId, boolean offered) {
        if (offered) {
            changed.fire(new ProjectChanged(projectId));
        }
    }

    private Uni<Boolean> record(Project locked, @Nullable Build build, BuildOutcome outcome) {
        if (locked.isDeleted()) {
            return Uni.createFrom().item(false);
        }
        if (build == null) {
            return early.keep(outcome).replaceWith(false);
        }
        return switch (OutcomeRule.of(build.state(), build.about(outcome.eventSha256()), outcome)) {
            case APPLY -> apply(locked, build, outcome);
            case KEEP -> early.keep(outcome).replaceWith(false);
            case IGNORE -> Uni.createFrom().item(false);
        };
    }

    /** What was deleted since it was packed is made anew, and announced again then. */
    private Uni<Boolean> packed(Project locked, Build build, PackageReady ready, Instant now) {
        var bytes =
                new PackageBytes(ready.updatePackage().sha256(), ready.bundle().sha256());
        return artifacts.keep(bytes).chain(areThere -> areThere ? offer(locked, build, ready, now) : packAgain(build));
    }

    private Uni<Boolean> packAgain(Build build) {
        BuildFinished announcement = build.content();
        LOG.warnf("The package of the build %s is gone: the packager is asked to make it again", announcement.build());
        metrics.counter("tideway.catalog.packages.missing").increment();
        return artifacts
                .forgetReceipt(announcement.build())
                .chain(() -> outbox.append(Topic.BUILDS, announcement, build.traceparent()))
                .replaceWith(false);
    }

    private Uni<Boolean> offer(Project locked, Build build, PackageReady ready, Instant now) {
        var candidate = new Candidate(
                build.content(), build.announced(), ready.updatePackage(), ready.bundle(), build.traceparent());
        return offers.decide(locked, candidate, now)
                .map(decision -> {
                    build.packed(ready);
                    build.end(state(decision), List.of(), now);
                    if (decision instanceof OfferDecision.Offer) {
                        delay.measure(build, now);
                        return true;
                    }
                    return false;
                })
                .call(() -> early.forget(ready.build()));
    }

    private static Uni<Boolean> ended(Build build, BuildState how, List<Reason> why, Instant now) {
        build.end(how, why, now);
        return Uni.createFrom().item(false);
    }

    private static BuildState state(OfferDecision decision) {
        if (decision instanceof OfferDecision.Supersede) {
            return BuildState.SUPERSEDED;
        }
        if (decision instanceof OfferDecision.Schedule) {
            return BuildState.SCHEDULED;
        }
        return decision instanceof OfferDecision.Hold ? BuildState.HELD : BuildState.OFFERED;
    }
}
