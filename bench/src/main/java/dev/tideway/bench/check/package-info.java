/** What a check costs, beside nginx answering the same from memory. */
@NullMarked
package dev.tideway.bench.check;

import org.jspecify.annotations.NullMarked;
