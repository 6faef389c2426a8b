/** Builds: their intake, their announcement, and what became of them. */
@NullMarked
package dev.tideway.catalog.build;

import org.jspecify.annotations.NullMarked;
