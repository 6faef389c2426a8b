/** Devices in great numbers: as fast as they can, at a fixed rate, and slow ones. */
@NullMarked
package dev.tideway.bench.load;

import org.jspecify.annotations.NullMarked;
