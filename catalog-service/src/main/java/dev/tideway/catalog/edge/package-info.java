/** Tells caches in front what they have to forget before its time is over. */
@NullMarked
package dev.tideway.catalog.edge;

import org.jspecify.annotations.NullMarked;
