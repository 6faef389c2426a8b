/**
 * What catalog and delivery put ahead of the HTTP server: how it comes to a connection, which requests it
 * recognises, and how it ends.
 */
@NullMarked
package dev.tideway.connection;

import org.jspecify.annotations.NullMarked;
