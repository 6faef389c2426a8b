/** What became of a build, asked later. */
@NullMarked
package dev.tideway.cli.status;

import org.jspecify.annotations.NullMarked;
