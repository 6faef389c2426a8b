/** What is done after PostgreSQL was restored from a backup that is older than what devices were told. */
@NullMarked
package dev.tideway.catalog.recovery;

import org.jspecify.annotations.NullMarked;
