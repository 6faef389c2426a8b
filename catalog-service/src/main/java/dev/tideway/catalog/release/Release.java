package dev.tideway.catalog.release;

import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.event.ReleaseOffered;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One update number and what stands behind it. */
@Entity
class Release {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String projectId;
    private String os;
    private String appVersion;
    private String channel;
    private long updateNumber;
    private String state;
    private int rollout;
    private boolean mandatory;
    private String deployVersion;
    private @Nullable String minPluginVersion;
    private String packageSha256;
    private long packageSize;
    private String bundleSha256;
    private long bundleSize;
    private String buildId;
    private long announcedSequence;
    private Instant offeredAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Release() {}

    Release(Candidate candidate, long updateNumber, Instant offeredAt) {
        var build = candidate.build();
        this.projectId = build.projectId();
        this.os = build.os();
        this.appVersion = build.appVersion();
        this.channel = build.channel();
        this.updateNumber = updateNumber;
        this.state = CatalogueRelease.State.OFFERED.name().toLowerCase(Locale.ROOT);
        this.rollout = build.rollout();
        this.mandatory = build.mandatory();
        this.deployVersion = build.deployVersion();
        this.packageSha256 = candidate.updatePackage().sha256().hex();
        this.packageSize = candidate.updatePackage().size();
        this.bundleSha256 = candidate.bundle().sha256().hex();
        this.bundleSize = candidate.bundle().size();
        this.buildId = build.buildId();
        this.announcedSequence = candidate.announced();
        this.offeredAt = offeredAt;
    }

    Instant offeredAt() {
        return offeredAt;
    }

    OfferDecision.NewestOfLine asNewest() {
        return new OfferDecision.NewestOfLine(buildId, updateNumber, announcedSequence);
    }

    ReleaseOffered.Base asBase() {
        return new ReleaseOffered.Base(
                new Artifact(new Sha256(packageSha256), packageSize),
                new Artifact(new Sha256(bundleSha256), bundleSize));
    }

    ReleaseStatus status() {
        return new ReleaseStatus(
                os,
                appVersion,
                channel,
                updateNumber,
                state,
                rollout,
                mandatory,
                deployVersion,
                OfferDay.of(offeredAt),
                buildId,
                new Artifact(new Sha256(packageSha256), packageSize),
                new Artifact(new Sha256(bundleSha256), bundleSize));
    }
}
