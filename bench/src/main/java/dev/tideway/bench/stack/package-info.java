/** The real servers and the service under measurement. */
@NullMarked
package dev.tideway.bench.stack;

import org.jspecify.annotations.NullMarked;
