package dev.tideway.catalog.check;

import dev.tideway.protocol.InvalidValueException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Brings into the index what S3 has and the index has not. */
@Singleton
public class CatalogueLoader {
    private static final Logger LOG = Logger.getLogger(CatalogueLoader.class);
    private static final int RETRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final CatalogueStore store;
    private final CatalogueIndex index;
    private final IndexMetrics metrics;
    private final int concurrency;

    CatalogueLoader(CatalogueStore store, CatalogueIndex index, IndexMetrics metrics, IndexConfig config) {
        this.store = store;
        this.index = index;
        this.metrics = metrics;
        this.concurrency = config.loadConcurrency();
    }

    /**
     * Loads every project that the index does not know; waits until all are there.
     *
     * @return how many there were
     * @throws RuntimeException if S3 does not answer; what was loaded stays
     */
    int loadMissing() {
        List<String> missing =
                store.projectIds().stream().filter(id -> !index.knows(id)).toList();
        Multi.createFrom()
                .iterable(missing)
                .onItem()
                .transformToUni(this::load)
                .merge(concurrency)
                .collect()
                .last()
                .await()
                .indefinitely();
        return missing.size();
    }

    private Uni<Void> load(String projectId) {
        return store.load(projectId)
                .onFailure(e -> !(e instanceof InvalidValueException))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(RETRIES)
                .invoke(catalogue -> metrics.arrived(index.apply(catalogue)))
                .onFailure(InvalidValueException.class)
                .recoverWithItem(e -> {
                    LOG.errorf("The catalogue of %s in S3 cannot be read: %s", projectId, e.getMessage());
                    metrics.unreadable();
                    return null;
                })
                .replaceWithVoid();
    }
}
