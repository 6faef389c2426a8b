/** Releases: which build becomes one, under which number. */
@NullMarked
package dev.tideway.catalog.release;

import org.jspecify.annotations.NullMarked;
