/** Medians and tables. */
@NullMarked
package dev.tideway.bench.report;

import org.jspecify.annotations.NullMarked;
