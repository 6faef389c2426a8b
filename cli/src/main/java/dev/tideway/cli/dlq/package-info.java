/** Dead letters: what could not be handled is looked at and sent again. */
@NullMarked
package dev.tideway.cli.dlq;

import org.jspecify.annotations.NullMarked;
