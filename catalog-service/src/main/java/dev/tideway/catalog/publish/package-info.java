/** Brings each project's newest state to S3 and to the topic from which every replica's answers are made. */
@NullMarked
package dev.tideway.catalog.publish;

import org.jspecify.annotations.NullMarked;
