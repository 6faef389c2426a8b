/** PostgreSQL: its schema, its transactions, and what happens while it is away. */
@NullMarked
package dev.tideway.catalog.database;

import org.jspecify.annotations.NullMarked;
