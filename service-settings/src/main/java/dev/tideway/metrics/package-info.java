/** What the services leave out of their metrics. */
@NullMarked
package dev.tideway.metrics;

import org.jspecify.annotations.NullMarked;
