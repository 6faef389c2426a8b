package dev.tideway.packager.build;

import dev.tideway.packager.actions.OwnActions;
import dev.tideway.packager.actions.OwnActions.Step;
import dev.tideway.packager.archive.Bundle;
import dev.tideway.packager.archive.Compressors;
import dev.tideway.packager.archive.ReproducibleArchive;
import dev.tideway.packager.archive.ReproducibleArchive.Archives;
import dev.tideway.packager.build.WorkFolder.Place;
import dev.tideway.packager.manifest.PackageManifest;
import dev.tideway.packager.source.Deadline;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.SourceArchive;
import dev.tideway.packager.source.SourceFile;
import dev.tideway.packager.source.SourceFolder;
import dev.tideway.packager.source.SourceLimits;
import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.BuildFinished;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Takes a build from its source in S3 to its package in S3; packaging is a function of source and event. */
@Singleton
final class PackageMaker {
    private static final String PACKAGE = "package.zip";
    private static final String UPDATE_JSON = "update.json";

    private final SourceStore sources;
    private final ArtifactStore artifacts;
    private final OwnActions ownActions;
    private final SourceLimits limits;
    private final Compressors compressors;
    private final ReproducibleArchive packages;

    PackageMaker(SourceStore sources, ArtifactStore artifacts, OwnActions ownActions, PackagerConfig config) {
        this.sources = sources;
        this.artifacts = artifacts;
        this.ownActions = ownActions;
        this.limits = config.limits().toRecord();
        int threads = config.compressors().orElse(Runtime.getRuntime().availableProcessors());
        this.compressors = new Compressors(threads);
        this.packages = new ReproducibleArchive(compressors);
    }

    /** What was made from what. */
    record Made(Manifest manifest, Sha256 source) {}

    /** What could be read of a source, and what is wrong with it. */
    private record Packed(SourceTree tree, Archives made) {}

    /**
     * @param read told of the source's digest as soon as it is known, since a refused build has one too
     * @throws RefusedException with everything that is wrong, if the source cannot become a package
     */
    Made make(BuildFinished build, Place place, SourceDigest read, BuildLog log) throws IOException, RefusedException {
        Packed packed =
                build.source().key() != null ? ofArchive(build, place, read, log) : ofFolder(build, place, read, log);
        log.ended(Stage.PACK);
        Bundle bundle = packed.made.bundle();
        Optional<Step> own = ownActions.check(build, place.file(UPDATE_JSON), packed.tree, bundle);
        packed.tree.problems().refuseIfAny();
        Artifact updatePackage = packed.made.updatePackage().orElseThrow();
        Manifest manifest = PackageManifest.of(updatePackage, bundle);
        own.ifPresent(step -> ownActions.publish(step, updatePackage.sha256()));
        artifacts.keep(manifest, place.file(PACKAGE), bundle.file(), place.file("manifest.json"));
        log.wrote(
                updatePackage.size() + bundle.artifact().size(),
                bundle.members().size());
        log.ended(Stage.STORE);
        return new Made(manifest, read.known());
    }

    private Packed ofArchive(BuildFinished build, Place place, SourceDigest read, BuildLog log)
            throws IOException, RefusedException {
        Path file = place.file("source");
        Artifact archive = sources.fetchArchive(build, file);
        read.is(archive.sha256());
        log.read(archive.size());
        log.ended(Stage.FETCH);
        Deadline deadline = new Deadline(limits.time());
        try (SourceArchive opened = SourceArchive.open(file, place.file("unpacked.tar"), limits, build.root())) {
            log.ended(Stage.READ);
            return pack(build, opened.tree(), place, deadline);
        }
    }

    /** Every object is fetched while it is read, so packing is mostly waiting for S3. */
    private Packed ofFolder(BuildFinished build, Place place, SourceDigest read, BuildLog log)
            throws IOException, RefusedException {
        List<SourceFile> listed = sources.listFolder(build, place.file("object"));
        log.ended(Stage.FETCH);
        SourceTree tree = SourceFolder.tree(listed, limits, build.root());
        log.read(tree.size());
        log.ended(Stage.READ);
        Packed packed = pack(build, tree, place, new Deadline(limits.time()));
        if (packed.made.updatePackage().isPresent()) {
            read.is(identity(packed.made.bundle()));
        }
        return packed;
    }

    private Packed pack(BuildFinished build, SourceTree tree, Place place, Deadline deadline)
            throws IOException, RefusedException {
        SourceTree app = ownActions.takeOut(build, tree, place.file(UPDATE_JSON));
        app.requireStartPage(build.startPage());
        SourceTree laidOut = build.layout() == BuildFinished.Layout.WWW ? app.below("www") : app;
        return new Packed(laidOut, packages.write(laidOut, place.file("bundle.tar"), place.file(PACKAGE), deadline));
    }

    /** The digest of a source of many objects: of lines of path, NUL and digest, in the order of the paths. */
    private static Sha256 identity(Bundle bundle) {
        MessageDigest digest = Sha256.newDigest();
        bundle.members()
                .forEach(m -> digest.update((m.path() + "\0" + m.sha256() + "\n").getBytes(StandardCharsets.UTF_8)));
        return Sha256.of(digest);
    }

    @PreDestroy
    void stop() {
        compressors.close();
    }
}
