/** The verb after a database was restored from a backup. */
@NullMarked
package dev.tideway.cli.recovery;

import org.jspecify.annotations.NullMarked;
