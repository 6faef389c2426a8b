/** Where a project's events go. */
@NullMarked
package dev.tideway.cli.webhook;

import org.jspecify.annotations.NullMarked;
