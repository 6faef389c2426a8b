package dev.tideway.packager.actions;

import dev.tideway.packager.source.DamagedContentException;
import dev.tideway.packager.source.Problems;
import dev.tideway.packager.source.ReasonCode;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.SourceFile;
import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.BuildFinished;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Install instructions that a build brings as {@code update.json} at the top of its root. They speak of the step from
 * the newest offered release of its line, and are published as the instructions for that step if they hold.
 */
@Singleton
public final class OwnActions {
    private final ActionsStore store;
    private final ActionKeys keys;
    private final long maxBytes;

    OwnActions(ActionsStore store, ActionsConfig config) {
        this.store = store;
        this.keys = config.keys().toRecord();
        this.maxBytes = config.updateJson().asLongValue();
    }

    /**
     * The tree without its instructions, which are copied into a file; the tree itself where it has none, or where the
     * build says that they are a file like any other.
     *
     * @param file not there before
     */
    public SourceTree takeOut(BuildFinished build, SourceTree tree, Path file) throws IOException, RefusedException {
        Optional<SourceFile> own =
                build.readUpdateJson() ? tree.file(UpdateJsonReader.FILE) : Optional.<SourceFile>empty();
        if (own.isEmpty()) {
            return tree;
        }
        SourceFile instructions = own.get();
        if (instructions.size() > maxBytes) {
            throw new RefusedException(ReasonCode.UPDATE_JSON_TOO_LARGE.about(
                    UpdateJsonReader.FILE,
                    "update.json has more than " + maxBytes + " bytes. Leave out what is not needed, or all of it:"
                            + " instructions are made for builds that bring none."));
        }
        try (InputStream in = instructions.open()) {
            Files.copy(in, file);
        } catch (DamagedContentException e) {
            throw new RefusedException(e.code().about(UpdateJsonReader.FILE, String.valueOf(e.getMessage())));
        }
        return tree.without(UpdateJsonReader.FILE);
    }

    /**
     * Checks and publishes the instructions that were taken out, if any were.
     *
     * @param file where they were copied to
     * @param problems told at once
     * @throws RefusedException with every rule that they break
     */
    public void publish(BuildFinished build, Path file, Manifest manifest, int problems)
            throws IOException, RefusedException {
        if (!Files.exists(file)) {
            return;
        }
        Problems found = new Problems(problems);
        UpdateJson own = new UpdateJsonReader(keys, found).read(Files.readAllBytes(file));
        Optional<Sha256> newest = store.newestOffered(build);
        new UpdateJsonRules(AppFiles.of(manifest), files(newest), keys, found).check(own);
        found.refuseIfAny();
        store.keep(
                newest.map(ActionsBase::of).orElse(ActionsBase.NONE),
                manifest.updatePackage().sha256(),
                UpdateJson.write(own.sorted(), keys));
    }

    private @Nullable AppFiles files(Optional<Sha256> newest) {
        return newest.map(offered -> store.files(offered)
                        .orElseThrow(() -> new IllegalStateException(
                                "the offered package " + offered + " has no manifest in the public bucket")))
                .orElse(null);
    }
}
