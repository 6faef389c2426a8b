/** Events that leave exactly with the change that they tell of. */
@NullMarked
package dev.tideway.catalog.outbox;

import org.jspecify.annotations.NullMarked;
