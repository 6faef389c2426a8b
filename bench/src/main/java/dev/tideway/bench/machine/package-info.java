/** What the operating system counts: CPU time and memory of processes that are bound to one core. */
@NullMarked
package dev.tideway.bench.machine;

import org.jspecify.annotations.NullMarked;
