/** How much one token may ask. */
@NullMarked
package dev.tideway.catalog.limit;

import org.jspecify.annotations.NullMarked;
