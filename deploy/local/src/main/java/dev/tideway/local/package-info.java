/** The command {@code tideway} with all its verbs, as the script at the root starts it. */
@NullMarked
package dev.tideway.local;

import org.jspecify.annotations.NullMarked;
