package dev.tideway.catalog.build;

import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildFinished.Layout;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.PackageReady;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** What is known of a build: what its maker says of the present attempt, and what became of it. */
@Entity
class Build {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String projectId;
    private String os;
    private String buildId;

    private String appVersion;
    private String channel;
    private @Nullable String sourceKey;
    private @Nullable String sourcePrefix;
    private @Nullable Long sourceSize;
    private @Nullable String sourceSha256;
    private @Nullable String root;
    private String layout;
    private boolean mandatory;
    private int rollout;
    private String deployVersion;
    private @Nullable String notes;
    private @Nullable String sourceCommit;
    private boolean readUpdateJson;
    private @Nullable String startPage;
    private @Nullable String notBefore;
    private @Nullable String minPluginVersion;

    private @Nullable Long expectedSize;
    private @Nullable String uploadId;

    private int attempt = 1;
    private String[] pastEvents = {};
    private String state;
    private @Nullable Long announcedSequence;
    private @Nullable String packedSha256;
    private @Nullable String packageSha256;
    private @Nullable Long packageSize;
    private @Nullable String bundleSha256;
    private @Nullable Long bundleSize;

    @Convert(converter = ReasonsColumn.class)
    @ColumnTransformer(read = "reasons::text", write = "?::text::jsonb")
    private List<Reason> reasons = List.of();

    private @Nullable String traceparent;
    private Instant createdAt;
    private @Nullable Instant announcedAt;
    private @Nullable Instant decidedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Build() {}

    /** A build that nothing is known of but what its maker says. */
    @SuppressWarnings("NullAway.Init")
    Build(BuildFinished content, Instant now) {
        this.projectId = content.projectId();
        this.os = content.os();
        this.buildId = content.buildId();
        this.createdAt = now;
        this.state = BuildState.AWAITING_UPLOAD.wireName();
        describe(content);
    }

    /** When it was seen on the topic. */
    @Nullable Instant announcedAt() {
        return announcedAt;
    }

    /** Of the trace that it belongs to, if it was told. */
    @Nullable String traceparent() {
        return traceparent;
    }

    /** @param next the part of the trace that was told last; absent: none was */
    void goesOn(@Nullable String next) {
        traceparent = next == null ? traceparent : next;
    }

    BuildState state() {
        return BuildState.named(state).orElseThrow();
    }

    /** What its maker says of the present attempt. */
    BuildFinished content() {
        return new BuildFinished(
                buildId,
                projectId,
                os,
                appVersion,
                channel,
                new BuildSource(
                        sourceKey, sourcePrefix, sourceSize, sourceSha256 == null ? null : new Sha256(sourceSha256)),
                root,
                Layout.valueOf(layout.toUpperCase(Locale.ROOT)),
                mandatory,
                rollout,
                deployVersion,
                notes,
                sourceCommit,
                readUpdateJson,
                startPage,
                notBefore,
                minPluginVersion);
    }

    /** Which attempt an announcement made, by its {@link BuildFinished#eventSha256()}. */
    OutcomeRule.About about(Sha256 event) {
        if (event.equals(content().eventSha256())) {
            return OutcomeRule.About.PRESENT;
        }
        return Arrays.asList(pastEvents).contains(event.hex()) ? OutcomeRule.About.PAST : OutcomeRule.About.UNKNOWN;
    }

    /** The intake is made again before anything was announced, or an announcement says it otherwise. */
    void describe(BuildFinished content) {
        appVersion = content.appVersion();
        channel = content.channel();
        BuildSource source = content.source();
        sourceKey = source.key();
        sourcePrefix = source.prefix();
        sourceSize = source.size();
        Sha256 digest = source.sha256();
        sourceSha256 = digest == null ? null : digest.hex();
        root = content.root();
        layout = content.layout().name().toLowerCase(Locale.ROOT);
        mandatory = content.mandatory();
        rollout = content.rollout();
        deployVersion = content.deployVersion();
        notes = content.notes();
        sourceCommit = content.commit();
        readUpdateJson = content.readUpdateJson();
        startPage = content.startPage();
        notBefore = content.notBefore();
        minPluginVersion = content.minPluginVersion();
    }

    /** How its archive comes, where it is uploaded. */
    void await(Upload upload) {
        expectedSize = upload.expectedSize();
        uploadId = upload.uploadId();
    }

    Upload upload() {
        return new Upload(content().source().location(), expectedSize, uploadId);
    }

    /**
     * An upload that is awaited.
     *
     * @param expectedSize bytes; absent: any
     * @param uploadId of an upload in parts; absent: it comes as one
     */
    record Upload(
            String key,
            @Nullable Long expectedSize,
            @Nullable String uploadId) {}

    /** Starts anew after a bad end, with what its maker says now. */
    void startNewAttempt(BuildFinished content) {
        attempt++;
        pastEvents = Stream.concat(
                        Arrays.stream(pastEvents),
                        Stream.of(content().eventSha256().hex()))
                .toArray(String[]::new);
        describe(content);
        state = BuildState.AWAITING_UPLOAD.wireName();
        announcedSequence = null;
        announcedAt = null;
        decidedAt = null;
        reasons = List.of();
    }

    /** The upload is there; the announcement goes out with this change. */
    void finishUpload(long size, Instant now) {
        sourceSize = size;
        state = BuildState.ANNOUNCED.wireName();
        announcedAt = now;
    }

    /** Its announcement was read from the topic. */
    void take(long place, Instant now) {
        announcedSequence = place;
        announcedAt = announcedAt == null ? now : announcedAt;
        state = BuildState.PACKAGING.wireName();
    }

    /** Its place in the project's order of announcement. */
    long announced() {
        if (announcedSequence == null) {
            throw new IllegalStateException("not announced: " + projectId + "/" + os + "/" + buildId);
        }
        return announcedSequence;
    }

    void packed(PackageReady ready) {
        packedSha256 = ready.sourceSha256().hex();
        Artifact zip = ready.updatePackage();
        packageSha256 = zip.sha256().hex();
        packageSize = zip.size();
        Artifact tar = ready.bundle();
        bundleSha256 = tar.sha256().hex();
        bundleSize = tar.size();
    }

    /** @param why empty only where nothing needs to be explained */
    void end(BuildState how, List<Reason> why, Instant now) {
        state = how.wireName();
        reasons = why;
        decidedAt = now;
    }
}
