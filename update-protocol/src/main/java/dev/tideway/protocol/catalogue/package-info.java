/** All that the devices of one project may be told, as a state with a revision. */
@NullMarked
package dev.tideway.protocol.catalogue;

import org.jspecify.annotations.NullMarked;
