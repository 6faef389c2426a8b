/** Shows that nginx and Varnish, as they are configured here, do for the services what a cache in front of them is for. */
@NullMarked
package dev.tideway.edge;

import org.jspecify.annotations.NullMarked;
