/** What a person sees: results, remarks, progress, failures. */
@NullMarked
package dev.tideway.cli.terminal;

import org.jspecify.annotations.NullMarked;
