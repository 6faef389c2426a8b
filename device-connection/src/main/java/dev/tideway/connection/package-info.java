/** What catalog and delivery put ahead of the HTTP server: how it comes to a connection, and which requests it recognises. */
@NullMarked
package dev.tideway.connection;

import org.jspecify.annotations.NullMarked;
