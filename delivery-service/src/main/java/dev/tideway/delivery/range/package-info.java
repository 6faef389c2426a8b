/** What RFC 9110 says of ranges and preconditions, decided without a server. */
@NullMarked
package dev.tideway.delivery.range;

import org.jspecify.annotations.NullMarked;
