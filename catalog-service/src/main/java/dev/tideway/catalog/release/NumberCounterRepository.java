package dev.tideway.catalog.release;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The table {@code number_counter}. */
@ApplicationScoped
class NumberCounterRepository implements PanacheRepositoryBase<NumberCounter, NumberScope> {
    /** Absent where no number was given yet. */
    Uni<@Nullable Long> last(NumberScope scope) {
        return findById(scope).map(counter -> counter == null ? null : counter.lastGiven());
    }

    Uni<Void> give(NumberScope scope, long number) {
        return findById(scope).chain(counter -> {
            if (counter == null) {
                return persist(new NumberCounter(scope, number)).replaceWithVoid();
            }
            counter.give(number);
            return Uni.createFrom().voidItem();
        });
    }
}
