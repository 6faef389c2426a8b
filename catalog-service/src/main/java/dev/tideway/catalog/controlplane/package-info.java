/** All that a replica does beside answering devices, and how it is switched off. */
@NullMarked
package dev.tideway.catalog.controlplane;

import org.jspecify.annotations.NullMarked;
