package dev.tideway.packager.actions;

import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.InstallActions;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.ActionsReady;
import dev.tideway.protocol.event.ReleaseOffered;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Makes the instructions that lead to an offered package: for the first update, and from each earlier package that the
 * offer names. What lies there already, such as a build's own, is announced as it is.
 */
@Singleton
public final class ActionsMaker {
    private static final Logger LOG = Logger.getLogger(ActionsMaker.class);

    private final ActionsStore store;
    private final ActionKeys keys;

    ActionsMaker(ActionsStore store, ActionsConfig config) {
        this.store = store;
        this.keys = config.keys().toRecord();
    }

    /**
     * @param ready told of each as soon as it lies in the bucket
     * @throws IllegalStateException if the offered package has no manifest
     */
    public void make(ReleaseOffered offered, Consumer<ActionsReady> ready) {
        Sha256 to = offered.updatePackage().sha256();
        AppFiles target = store.files(to)
                .orElseThrow(() -> new IllegalStateException("the offered package " + to + " has no manifest"));
        ready.accept(ready(offered, ActionsBase.NONE, kept(ActionsBase.NONE, to, () -> ActionsPlan.first(target))));
        offered.bases().stream()
                .map(base -> base.updatePackage().sha256())
                .filter(base -> !base.equals(to))
                .distinct()
                .forEach(base -> step(offered, base, target).ifPresent(ready));
    }

    /** Nothing if the earlier package is gone by now: no device can be helped from there. */
    private Optional<ActionsReady> step(ReleaseOffered offered, Sha256 base, AppFiles target) {
        Sha256 to = offered.updatePackage().sha256();
        Optional<AppFiles> found = store.files(base);
        if (found.isEmpty()) {
            LOG.infof("no actions from %s to %s, as the earlier package is gone", base, to);
            return Optional.empty();
        }
        AppFiles files = found.get();
        ActionsBase from = ActionsBase.of(base);
        byte[] document = kept(from, to, () -> ActionsPlan.between(files, target, offered.startPage()));
        return Optional.of(ready(offered, from, document));
    }

    private byte[] kept(ActionsBase from, Sha256 to, Supplier<InstallActions> actions) {
        return store.find(from, to).orElseGet(() -> {
            byte[] made = UpdateJson.write(actions.get(), keys);
            store.write(from, to, made);
            return made;
        });
    }

    private static ActionsReady ready(ReleaseOffered offered, ActionsBase from, byte[] document) {
        Sha256 to = offered.updatePackage().sha256();
        return new ActionsReady(
                offered.projectId(),
                offered.os(),
                offered.appVersion(),
                from,
                to,
                ArtifactKeys.actions(from, to),
                new Artifact(Sha256.of(document), document.length));
    }
}
