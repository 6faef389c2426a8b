/** Why devices are told what they are told, and what a change would make of it. */
@NullMarked
package dev.tideway.cli.explain;

import org.jspecify.annotations.NullMarked;
