/** The whole of Tideway on one machine: the servers, and the three services on top of them. */
@NullMarked
package dev.tideway.local.stack;

import org.jspecify.annotations.NullMarked;
