/** The verb {@code up}: starts the stack for a person, shows how it goes, and stops it again. */
@NullMarked
package dev.tideway.local.up;

import org.jspecify.annotations.NullMarked;
