/** How this service reaches S3. */
@NullMarked
package dev.tideway.catalog.bucket;

import org.jspecify.annotations.NullMarked;
