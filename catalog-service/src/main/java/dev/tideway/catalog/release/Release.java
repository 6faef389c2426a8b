package dev.tideway.catalog.release;

import dev.tideway.catalog.artifact.PackageBytes;
import dev.tideway.catalog.release.ActionsRepository.Target;
import dev.tideway.catalog.release.ReleaseState.Declined;
import dev.tideway.catalog.release.ReleaseState.FirstOffer;
import dev.tideway.catalog.release.ReleaseState.Held;
import dev.tideway.catalog.release.ReleaseState.Numbered;
import dev.tideway.catalog.release.ReleaseState.Offered;
import dev.tideway.catalog.release.ReleaseState.Paused;
import dev.tideway.catalog.release.ReleaseState.Purged;
import dev.tideway.catalog.release.ReleaseState.Ready;
import dev.tideway.catalog.release.ReleaseState.Scheduled;
import dev.tideway.catalog.release.ReleaseState.Superseded;
import dev.tideway.catalog.release.ReleaseState.Withdrawn;
import dev.tideway.catalog.rollout.Rollout;
import dev.tideway.catalog.rollout.RolloutProgress;
import dev.tideway.catalog.rollout.RolloutSchedule;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.event.ReleaseChanged;
import dev.tideway.protocol.event.ReleaseDeclined;
import dev.tideway.protocol.event.ReleaseHeld;
import dev.tideway.protocol.event.ReleaseOffered;
import dev.tideway.protocol.event.ReleaseScheduled;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A package offered, or about to be, to devices of one project, os, app version and channel. */
@Entity
class Release {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long version = 1;
    private String projectId;
    private String os;
    private String appVersion;
    private String channel;
    private String buildId;
    private long announcedSequence;
    private String origin;
    private @Nullable Long originId;

    private String state;
    private @Nullable Long updateNumber;
    private @Nullable Instant offeredAt;
    private @Nullable Long supersededBy;
    private @Nullable Instant notBefore;

    private int rollout;

    @Convert(converter = RolloutStepsColumn.class)
    @ColumnTransformer(read = "rollout_steps::text", write = "?::text::jsonb")
    private @Nullable RolloutSchedule rolloutSteps;

    private @Nullable Long stepRevision;
    private @Nullable Instant stepDueAt;

    private boolean mandatory;
    private @Nullable String notes;
    private String deployVersion;
    private @Nullable String minPluginVersion;
    private @Nullable String startPage;
    private String packageSha256;
    private long packageSize;
    private String bundleSha256;
    private long bundleSize;
    private Instant createdAt;
    private @Nullable String traceparent;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Release() {}

    /** What a build becomes by itself; nothing is decided yet. */
    Release(Candidate candidate, Instant now) {
        var build = candidate.build();
        this.projectId = build.projectId();
        this.os = build.os();
        this.appVersion = build.appVersion();
        this.channel = build.channel();
        this.buildId = build.buildId();
        this.announcedSequence = candidate.announced();
        this.origin = Origin.BUILD.wireName();
        this.state = new Ready().wireName();
        this.rollout = build.rollout();
        this.mandatory = build.mandatory();
        this.notes = build.notes();
        this.notBefore = candidate.notBefore();
        this.minPluginVersion = build.minPluginVersion();
        this.deployVersion = build.deployVersion();
        this.startPage = build.startPage();
        this.packageSha256 = candidate.updatePackage().sha256().hex();
        this.packageSize = candidate.updatePackage().size();
        this.bundleSha256 = candidate.bundle().sha256().hex();
        this.bundleSize = candidate.bundle().size();
        this.createdAt = now;
        this.traceparent = candidate.traceparent();
    }

    /** The package of another release once more; nothing is decided yet. */
    private Release(Release source, Origin origin, Again again, Instant now) {
        this.projectId = source.projectId;
        this.os = source.os;
        this.appVersion = again.appVersion() == null ? source.appVersion : again.appVersion();
        this.channel = again.channel() == null ? source.channel : again.channel();
        this.buildId = source.buildId;
        this.announcedSequence = source.announcedSequence;
        this.origin = origin.wireName();
        this.originId = source.id();
        this.state = new Ready().wireName();
        this.rollout = again.rollout();
        this.mandatory = again.mandatory();
        this.notes = again.notes() == null ? source.notes : again.notes();
        // The default is the app version, which may be another one now.
        this.deployVersion = source.deployVersion.equals(source.appVersion) ? appVersion : source.deployVersion;
        this.minPluginVersion = source.minPluginVersion;
        this.startPage = source.startPage;
        this.packageSha256 = source.packageSha256;
        this.packageSize = source.packageSize;
        this.bundleSha256 = source.bundleSha256;
        this.bundleSize = source.bundleSize;
        this.createdAt = now;
    }

    Release again(Origin how, Again again, Instant now) {
        return new Release(this, how, again, now);
    }

    long id() {
        return Objects.requireNonNull(id, "not stored yet");
    }

    /** The strong entity tag of what is known of it; another one after each change. */
    String entityTag() {
        return "\"" + id() + "-" + version + "\"";
    }

    /** What the audit log calls it. */
    String subject() {
        return "release " + id();
    }

    ReleaseState state() {
        return switch (state) {
            case "ready" -> new Ready();
            case "held" -> new Held(notBefore);
            case "scheduled" -> new Scheduled(Objects.requireNonNull(notBefore));
            case "superseded" -> new Superseded();
            case "declined" -> new Declined();
            case "offered" -> new Offered(first());
            case "paused" -> new Paused(first());
            case "withdrawn" -> new Withdrawn(first());
            case "purged" -> new Purged(first());
            default -> throw new IllegalStateException("no state of a release: " + state);
        };
    }

    private FirstOffer first() {
        return new FirstOffer(Objects.requireNonNull(updateNumber), Objects.requireNonNull(offeredAt));
    }

    /** A step was taken. */
    void become(ReleaseState next) {
        state = next.wireName();
        supersededBy = null;
        if (next instanceof Scheduled scheduled) {
            notBefore = scheduled.notBefore();
        } else if (next instanceof Held held) {
            notBefore = held.notBefore();
        } else if (next instanceof Numbered numbered) {
            updateNumber = numbered.first().updateNumber();
            offeredAt = numbered.first().at();
        }
        version++;
    }

    void becomeSuperseded(Superseded next, Release by) {
        become(next);
        supersededBy = by.id();
    }

    Rollout rollout() {
        return new Rollout(rollout);
    }

    /** A person sets the share of devices; a schedule, if there was one, ends. */
    void rollOut(Rollout share) {
        rollout = share.cohorts();
        rolloutSteps = null;
        stepRevision = null;
        stepDueAt = null;
        version++;
    }

    /** A schedule's step comes into force, which begins to count once devices are told of it. */
    void rollOut(RolloutSchedule schedule, long revision) {
        rollOut(schedule.rollout());
        if (!schedule.isOver()) {
            rolloutSteps = schedule;
            stepRevision = revision;
        }
    }

    /** The step in force counts anew: devices are told of it with this revision. */
    void restartStep(long revision) {
        if (rolloutSteps != null) {
            stepRevision = revision;
            stepDueAt = null;
        }
    }

    /** The step in force begins to count. Nobody who saw the release before need see it again, so its tag stays. */
    void stepIsDue(Instant due) {
        stepDueAt = due;
    }

    /** Absent where time changes nothing. */
    @Nullable RolloutProgress progress() {
        return rolloutSteps == null || stepRevision == null
                ? null
                : new RolloutProgress(rolloutSteps, stepRevision, stepDueAt);
    }

    /** What is absent stays as it is; an empty text takes a value away. */
    void set(ReleaseEdit edit) {
        mandatory = edit.mandatory() == null ? mandatory : edit.mandatory();
        notes = edited(notes, edit.notes());
        minPluginVersion = edited(minPluginVersion, edit.minPluginVersion());
        version++;
    }

    @Nullable Instant notBefore() {
        return notBefore;
    }

    void setNotBefore(@Nullable Instant time) {
        notBefore = time;
    }

    private static @Nullable String edited(@Nullable String present, @Nullable String wanted) {
        if (wanted == null) {
            return present;
        }
        return wanted.isEmpty() ? null : wanted;
    }

    long announced() {
        return announcedSequence;
    }

    boolean isOfPackage(Release other) {
        return packageSha256.equals(other.packageSha256);
    }

    ReleaseLine line() {
        return new ReleaseLine(projectId, os, appVersion, channel);
    }

    NumberScope numberScope() {
        return new NumberScope(projectId, os, appVersion);
    }

    OfferDecision.NewestOfLine asNewest() {
        return new OfferDecision.NewestOfLine(buildId, first().updateNumber(), announcedSequence);
    }

    /** What is to be told of it to whoever follows the releases. */
    Event told(EventForm form) {
        return form.of(projectId, os, appVersion, channel, first().updateNumber());
    }

    /** What is to be told of it while it has no number; absent where nobody follows that. */
    @Nullable Event waits() {
        ReleaseState now = state();
        if (now instanceof Held) {
            return new ReleaseHeld(projectId, os, appVersion, channel, buildId);
        }
        if (now instanceof Scheduled scheduled) {
            return new ReleaseScheduled(
                    projectId,
                    os,
                    appVersion,
                    channel,
                    buildId,
                    scheduled.notBefore().toString());
        }
        return now instanceof Declined ? new ReleaseDeclined(projectId, os, appVersion, channel, buildId) : null;
    }

    Event changed() {
        return told((project, system, version, line, number) ->
                new ReleaseChanged(project, system, version, line, number, mandatory, minPluginVersion, notes));
    }

    /** An event about a release, such as {@code ReleasePaused::new}. */
    @FunctionalInterface
    interface EventForm {
        Event of(String projectId, String os, String appVersion, String channel, long updateNumber);
    }

    ReleaseOffered.Base asBase() {
        return new ReleaseOffered.Base(updatePackage(), bundle());
    }

    ReleaseOffered offered(List<ReleaseOffered.Base> bases) {
        FirstOffer first = first();
        return new ReleaseOffered(
                projectId,
                os,
                appVersion,
                channel,
                first.updateNumber(),
                OfferDay.of(first.at()),
                buildId,
                updatePackage(),
                bundle(),
                bases,
                startPage == null ? ReleaseOffered.DEFAULT_START_PAGE : startPage);
    }

    String projectId() {
        return projectId;
    }

    /** Of the trace that its build belongs to. */
    @Nullable String traceparent() {
        return traceparent;
    }

    /** What devices of it download. */
    PackageBytes bytes() {
        return new PackageBytes(updatePackage().sha256(), bundle().sha256());
    }

    private Artifact updatePackage() {
        return new Artifact(new Sha256(packageSha256), packageSize);
    }

    private Artifact bundle() {
        return new Artifact(new Sha256(bundleSha256), bundleSize);
    }

    /** As devices are told of it; it must have been offered once. */
    CatalogueRelease inCatalogue(Map<Target, List<CatalogueRelease.Actions>> actions) {
        FirstOffer first = first();
        return new CatalogueRelease(
                os,
                appVersion,
                channel,
                first.updateNumber(),
                OfferDay.of(first.at()),
                CatalogueRelease.State.valueOf(state.toUpperCase(Locale.ROOT)),
                rollout,
                mandatory,
                deployVersion,
                minPluginVersion,
                updatePackage(),
                bundle(),
                actions.getOrDefault(new Target(os, appVersion, packageSha256), List.of()));
    }

    ReleaseStatus status() {
        return new ReleaseStatus(
                Long.toString(id()),
                os,
                appVersion,
                channel,
                updateNumber == null ? null : updateNumber.toString(),
                state,
                rollout,
                rolloutSteps == null ? null : rolloutSteps.steps(),
                text(stepDueAt),
                mandatory,
                notes,
                text(notBefore),
                minPluginVersion,
                deployVersion,
                offeredAt == null ? null : OfferDay.of(offeredAt),
                buildId,
                origin,
                text(originId),
                text(supersededBy),
                text(createdAt),
                updatePackage(),
                bundle());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
