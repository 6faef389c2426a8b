package dev.tideway.catalog.release;

import java.util.Locale;

/** How a release came to be. */
enum Origin {
    /** Of a build, by itself, once. */
    BUILD,
    /** An earlier package once more, in the same line. */
    ROLL_BACK,
    /** The package of another line. */
    PROMOTION;

    /** As it stands on the wire and in the table. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
