/** Starts the servers that Tideway stands on as child processes, takes them away and gives them back. */
@NullMarked
package dev.tideway.local.parts;

import org.jspecify.annotations.NullMarked;
