/** Who asks, and what they may do. */
@NullMarked
package dev.tideway.catalog.token;

import org.jspecify.annotations.NullMarked;
