/** Speaks S3: what is asked of it, how long, and what becomes of its failures. */
@NullMarked
package dev.tideway.packager.bucket;

import org.jspecify.annotations.NullMarked;
