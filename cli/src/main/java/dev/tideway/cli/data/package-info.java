/** The local data folder, where a running stack leaves its addresses and its key. */
@NullMarked
package dev.tideway.cli.data;

import org.jspecify.annotations.NullMarked;
