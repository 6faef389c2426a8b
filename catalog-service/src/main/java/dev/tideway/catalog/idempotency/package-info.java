/** Requests that may be sent again without being carried out again. */
@NullMarked
package dev.tideway.catalog.idempotency;

import org.jspecify.annotations.NullMarked;
