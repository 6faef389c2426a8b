/** Why devices are told what they are told, and what a change would make of it. */
@NullMarked
package dev.tideway.catalog.explain;

import org.jspecify.annotations.NullMarked;
