/** The command {@code tideway}: its verbs, its exit codes and what it says when something goes wrong. */
@NullMarked
package dev.tideway.cli;

import org.jspecify.annotations.NullMarked;
