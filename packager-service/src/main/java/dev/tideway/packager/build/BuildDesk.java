package dev.tideway.packager.build;

import dev.tideway.packager.build.PackageMaker.Made;
import dev.tideway.packager.build.WorkFolder.Place;
import dev.tideway.packager.source.ReasonCode;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.artifact.Receipt;
import dev.tideway.protocol.artifact.Receipt.Outcome;
import dev.tideway.protocol.artifact.Receipt.Provenance;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.BuildEvent;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildRejected;
import dev.tideway.protocol.event.PackageReady;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Finds a build's outcome, once: a receipt that stands is answered again, else the build is made and its receipt is
 * written last, so that whoever finds the receipt finds everything else.
 */
@Singleton
final class BuildDesk {
    private final ReceiptStore receipts;
    private final SourceStore sources;
    private final PackageMaker maker;
    private final WorkFolder work;
    private final String version;

    BuildDesk(
            ReceiptStore receipts,
            SourceStore sources,
            PackageMaker maker,
            WorkFolder work,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.receipts = receipts;
        this.sources = sources;
        this.maker = maker;
        this.work = work;
        this.version = version;
    }

    /** {@link PackageReady} or {@link BuildRejected}. */
    BuildEvent outcome(BuildFinished build, BuildLog log) throws IOException {
        Optional<Receipt> standing = standing(build);
        Receipt receipt = standing.isPresent() ? standing.get() : make(build, log);
        return isOfAnother(receipt, build) ? packedAlready(build) : event(receipt, build);
    }

    /**
     * The receipt that decides about this announcement. That of a package always does, since a build is packaged once;
     * that of a refusal only about the same announcement read again, and not if anything was uploaded since.
     */
    private Optional<Receipt> standing(BuildFinished build) {
        Optional<Receipt> found = receipts.find(build.build());
        if (found.isEmpty() || found.get().outcome() == Outcome.PACKAGED) {
            return found;
        }
        return found.filter(receipt -> !isOfAnother(receipt, build)).filter(receipt -> !uploadedSince(receipt, build));
    }

    private static boolean isOfAnother(Receipt receipt, BuildFinished build) {
        return receipt.eventSha256() != null && !receipt.eventSha256().equals(build.eventSha256());
    }

    private boolean uploadedSince(Receipt refusal, BuildFinished build) {
        if (build.source().key() == null
                || !refusal.source().equals(build.source().key())) {
            return false;
        }
        Optional<Instant> uploaded = sources.uploaded(build);
        // S3 tells whole seconds, so within one second a source is taken for newer: it is only looked at once more.
        return uploaded.isPresent()
                && receipts.written(build.build())
                        .filter(written -> uploaded.get().isBefore(written))
                        .isEmpty();
    }

    private Receipt make(BuildFinished build, BuildLog log) throws IOException {
        Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        SourceDigest read = new SourceDigest();
        Receipt receipt;
        try (Place place = work.open()) {
            Made made = maker.make(build, place, read, log);
            receipt = receipt(build, started, made.source(), made, List.of());
        } catch (RefusedException e) {
            receipt = receipt(build, started, read.ifKnown(), null, e.reasons());
        }
        receipts.write(receipt);
        return receipt;
    }

    private Receipt receipt(
            BuildFinished build, Instant started, @Nullable Sha256 source, @Nullable Made made, List<Reason> reasons) {
        return new Receipt(
                build.projectId(),
                build.os(),
                build.buildId(),
                made != null ? Outcome.PACKAGED : Outcome.REJECTED,
                build.source().location(),
                source,
                build.eventSha256(),
                made != null ? made.manifest().updatePackage() : null,
                made != null ? made.manifest().bundle() : null,
                reasons,
                new Provenance(
                        build.commit(),
                        version,
                        started.toString(),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    /** The package stays as it is: what is announced otherwise may be meant for other devices, and is not in it. */
    private static BuildRejected packedAlready(BuildFinished build) {
        return new BuildRejected(
                build.projectId(),
                build.os(),
                build.buildId(),
                build.source().location(),
                build.eventSha256(),
                List.of(ReasonCode.BUILD_PACKED_ALREADY.reason("The build " + build.buildId() + " for " + build.os()
                        + " is packed already, as it was announced with other content."
                        + " Publish what is new under a new build id.")));
    }

    private static BuildEvent event(Receipt receipt, BuildFinished build) {
        Artifact updatePackage = receipt.updatePackage();
        if (updatePackage == null) {
            return new BuildRejected(
                    receipt.projectId(),
                    receipt.os(),
                    receipt.buildId(),
                    receipt.source(),
                    build.eventSha256(),
                    receipt.reasons());
        }
        return new PackageReady(
                receipt.projectId(),
                receipt.os(),
                receipt.buildId(),
                receipt.source(),
                Objects.requireNonNull(receipt.sourceSha256(), "a packaged build has a source"),
                build.eventSha256(),
                updatePackage,
                Objects.requireNonNull(receipt.bundle(), "a packaged build has a bundle"));
    }
}
