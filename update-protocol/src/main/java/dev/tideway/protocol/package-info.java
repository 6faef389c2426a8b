/** The words of the wire: names that are checked, topics, and how records become JSON. */
@NullMarked
package dev.tideway.protocol;

import org.jspecify.annotations.NullMarked;
