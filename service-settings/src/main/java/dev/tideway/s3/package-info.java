/** How the services reach S3: one set of settings, one client. What they do about its failures is their own. */
@NullMarked
package dev.tideway.s3;

import org.jspecify.annotations.NullMarked;
