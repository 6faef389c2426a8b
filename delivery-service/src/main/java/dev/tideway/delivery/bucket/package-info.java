/** Reading from S3: timeouts, bounded retries, a circuit breaker, and two kinds of failure. */
@NullMarked
package dev.tideway.delivery.bucket;

import org.jspecify.annotations.NullMarked;
