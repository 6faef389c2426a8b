/** Refusals, as RFC 9457 describes them, that say what to do. */
@NullMarked
package dev.tideway.catalog.problem;

import org.jspecify.annotations.NullMarked;
