/** What lies in the bucket: its keys, digests, and the documents that describe a package. */
@NullMarked
package dev.tideway.protocol.artifact;

import org.jspecify.annotations.NullMarked;
