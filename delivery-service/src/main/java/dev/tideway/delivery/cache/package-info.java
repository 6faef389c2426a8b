/** What is kept of S3: verified artifacts on local disk, and small objects that change. */
@NullMarked
package dev.tideway.delivery.cache;

import org.jspecify.annotations.NullMarked;
