package dev.tideway.catalog.check;

import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.util.List;

/**
 * The part of a catalogue from which answers are made, so that messages stay small however many updates a project had.
 *
 * <p>Answers are made from it alone, so it makes no difference to any of them whether a replica read the whole
 * catalogue in S3 or its excerpt on the topic.
 */
public final class CatalogueExcerpt {
    private CatalogueExcerpt() {}

    public static Catalogue of(Catalogue whole) {
        if (whole.deleted()) {
            return whole.with(List.of());
        }
        List<CatalogueRelease> bearing = Lines.excerptOf(whole).all().stream()
                .flatMap(line -> line.newestFirst().stream())
                .toList();
        return whole.with(bearing);
    }
}
