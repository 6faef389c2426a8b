package dev.tideway.packager.actions;

import dev.tideway.packager.archive.Bundle;
import dev.tideway.packager.source.DamagedContentException;
import dev.tideway.packager.source.Problems;
import dev.tideway.packager.source.ReasonCode;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.SourceFile;
import dev.tideway.packager.source.SourceTree;
import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.InstallActions;
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
     * build says that they are a file like any other. What cannot be copied is noted in the tree's problems.
     *
     * @param file not there before
     */
    public SourceTree takeOut(BuildFinished build, SourceTree tree, Path file) throws IOException, RefusedException {
        if (!build.readUpdateJson() || tree.paths().noneMatch(UpdateJsonReader.FILE::equals)) {
            return tree;
        }
        Optional<SourceFile> instructions = tree.file(UpdateJsonReader.FILE);
        if (instructions.isPresent()) {
            copy(instructions.get(), file, tree.problems());
        }
        return tree.without(UpdateJsonReader.FILE);
    }

    /** Instructions that hold. */
    public record Step(ActionsBase from, InstallActions actions) {}

    /**
     * Checks the instructions that were taken out, if any were, and notes every rule that they break in the tree's
     * problems.
     *
     * @param file where they were copied to
     * @param app without them
     * @param read those of the app's files whose content could be read
     * @return nothing if there are none, or if anything is wrong with them or with the tree
     * @throws RefusedException with all problems, if they are no JSON
     */
    public Optional<Step> check(BuildFinished build, Path file, SourceTree app, Bundle read)
            throws IOException, RefusedException {
        if (!Files.exists(file) || app.files().isEmpty()) {
            return Optional.empty();
        }
        Problems problems = app.problems();
        UpdateJson own = new UpdateJsonReader(keys, problems).read(Files.readAllBytes(file));
        Optional<Sha256> newest = store.newestOffered(build);
        new UpdateJsonRules(AppFiles.of(app, read), files(newest), keys, problems).check(own);
        return problems.isEmpty()
                ? Optional.of(new Step(newest.map(ActionsBase::of).orElse(ActionsBase.NONE), own.sorted()))
                : Optional.empty();
    }

    public void publish(Step step, Sha256 updatePackage) {
        store.keep(step.from(), updatePackage, UpdateJson.write(step.actions(), keys));
    }

    private void copy(SourceFile instructions, Path file, Problems problems) throws IOException {
        if (instructions.size() > maxBytes) {
            problems.add(
                    ReasonCode.UPDATE_JSON_TOO_LARGE,
                    UpdateJsonReader.FILE,
                    "update.json has more than " + maxBytes + " bytes. Leave out what is not needed, or all of it:"
                            + " instructions are made for builds that bring none.");
            return;
        }
        try (InputStream in = instructions.open()) {
            Files.copy(in, file);
        } catch (DamagedContentException e) {
            Files.deleteIfExists(file);
            problems.add(e.code(), UpdateJsonReader.FILE, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable AppFiles files(Optional<Sha256> newest) {
        return newest.map(offered -> store.files(offered)
                        .orElseThrow(() -> new IllegalStateException(
                                "the offered package " + offered + " has no manifest in the public bucket")))
                .orElse(null);
    }
}
