package dev.tideway.catalog.release;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The table {@code number_counter}. */
@ApplicationScoped
class NumberCounterRepository implements PanacheRepositoryBase<NumberCounter, AppVersion> {
    /** Absent where no number was given yet. */
    Uni<@Nullable Long> last(AppVersion appVersion) {
        return findById(appVersion).map(counter -> counter == null ? null : counter.lastGiven());
    }

    Uni<Void> give(AppVersion appVersion, long number) {
        return findById(appVersion).chain(counter -> {
            if (counter == null) {
                return persist(new NumberCounter(appVersion, number)).replaceWithVoid();
            }
            counter.give(number);
            return Uni.createFrom().voidItem();
        });
    }
}
