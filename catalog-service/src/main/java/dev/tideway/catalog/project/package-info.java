/** Projects: what they are set to, and which of their changes devices have not been told of yet. */
@NullMarked
package dev.tideway.catalog.project;

import org.jspecify.annotations.NullMarked;
