/** The programs that Tideway is compared with. */
@NullMarked
package dev.tideway.bench.peer;

import org.jspecify.annotations.NullMarked;
