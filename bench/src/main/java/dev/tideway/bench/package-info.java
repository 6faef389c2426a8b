/** What Tideway's services cost, measured beside the strongest peer in the same run. */
@NullMarked
package dev.tideway.bench;

import org.jspecify.annotations.NullMarked;
