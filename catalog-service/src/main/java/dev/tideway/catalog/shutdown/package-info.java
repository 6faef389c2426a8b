/** Leaving without anybody noticing: no new work is sought, and what is asked is answered until nobody asks any more. */
@NullMarked
package dev.tideway.catalog.shutdown;

import org.jspecify.annotations.NullMarked;
