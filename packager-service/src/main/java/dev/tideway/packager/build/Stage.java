package dev.tideway.packager.build;

import java.util.Locale;

/** What a build's time is spent on. */
enum Stage {
    FETCH,
    READ,
    PACK,
    STORE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
