/** What people do with releases. */
@NullMarked
package dev.tideway.cli.release;

import org.jspecify.annotations.NullMarked;
