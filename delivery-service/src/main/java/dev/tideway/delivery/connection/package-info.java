/** How long and how slowly a connection may be used, below everything that knows HTTP. */
@NullMarked
package dev.tideway.delivery.connection;

import org.jspecify.annotations.NullMarked;
