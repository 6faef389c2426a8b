/** The servers of the local stack, each the main class of a JVM of its own. */
@NullMarked
package dev.tideway.local.server;

import org.jspecify.annotations.NullMarked;
