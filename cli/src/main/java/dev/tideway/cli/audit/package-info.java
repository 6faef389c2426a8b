/** Who changed what. */
@NullMarked
package dev.tideway.cli.audit;

import org.jspecify.annotations.NullMarked;
