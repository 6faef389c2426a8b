/** The bytes behind releases: who refers to them, and when they are deleted. */
@NullMarked
package dev.tideway.catalog.artifact;

import org.jspecify.annotations.NullMarked;
