/** What a download costs, beside nginx with sendfile. */
@NullMarked
package dev.tideway.bench.delivery;

import org.jspecify.annotations.NullMarked;
