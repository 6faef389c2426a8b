package dev.tideway.catalog.database;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.function.Function;

/** Work on several things, one after the other: the connection of a transaction does one thing at a time. */
public final class OneByOne {
    private OneByOne() {}

    /** Begins the work on each when that on the one before it is done; the first failure ends it. */
    public static <T> Uni<Void> each(Collection<T> all, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .onItem()
                .ignoreAsUni();
    }
}
