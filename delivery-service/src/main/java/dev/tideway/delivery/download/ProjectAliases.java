package dev.tideway.delivery.download;

import dev.tideway.delivery.bucket.Bucket;
import dev.tideway.delivery.bucket.ObjectMissingException;
import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.bucket.StoreUnavailableException;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Which project an alias belongs to. Only a project's own catalogue names its aliases, so all catalogues are looked
 * through in the background, each again when it has changed: a new alias is known here within one such interval.
 */
@Startup
@Singleton
class ProjectAliases {
    private static final Logger LOG = Logger.getLogger(ProjectAliases.class);

    private final ObjectStore store;
    private final DeliveryConfig config;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "aliases");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Map<String, Listed> byKey = Map.of();
    private volatile Map<String, String> projects = Map.of();

    /** A catalogue at the last look. */
    private record Listed(String etag, String projectId, List<String> aliases) {}

    ProjectAliases(ObjectStore store, DeliveryConfig config) {
        this.store = store;
        this.config = config;
    }

    @PostConstruct
    void begin() {
        long interval = config.aliasInterval().toMillis();
        timer.scheduleWithFixedDelay(this::look, 0, interval, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void end() {
        timer.shutdownNow();
    }

    /** The project that has this alias; empty for ids of projects themselves, which go before aliases. */
    Optional<String> projectOf(String alias) {
        return isListed(ArtifactKeys.catalogue(alias)) ? Optional.empty() : Optional.ofNullable(projects.get(alias));
    }

    /** Whether there was a catalogue with this key at the last look. */
    boolean isListed(String key) {
        return byKey.containsKey(key);
    }

    private void look() {
        try {
            var before = byKey;
            var now = new HashMap<String, Listed>();
            for (var object : store.list(Bucket.PRIVATE, ArtifactKeys.CATALOGUES)) {
                var known = before.get(object.key());
                boolean same = known != null && known.etag().equals(object.etag());
                now.put(object.key(), same ? known : read(object));
            }
            var aliased = new HashMap<String, String>();
            now.values().forEach(listed -> listed.aliases().forEach(alias -> aliased.put(alias, listed.projectId())));
            projects = aliased;
            byKey = now;
        } catch (StoreUnavailableException e) {
            LOG.debugf("aliases stay as they are known: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("aliases stay as they are known", e);
        }
    }

    private Listed read(ObjectStore.ListedObject listed) {
        try (var object = store.open(Bucket.PRIVATE, listed.key())) {
            var catalogue = WireJson.read(object.content().readAllBytes(), Catalogue.class);
            return new Listed(
                    listed.etag(), catalogue.projectId(), catalogue.settings().aliases());
        } catch (ObjectMissingException | InvalidValueException | IOException e) {
            LOG.warnf("aliases in %s are not known: %s", listed.key(), e.getMessage());
            return new Listed("", "", List.of());
        }
    }
}
