/** From an announced build to its outcome: which build is worked on when, in what order of steps, and what it answers. */
@NullMarked
package dev.tideway.packager.build;

import org.jspecify.annotations.NullMarked;
