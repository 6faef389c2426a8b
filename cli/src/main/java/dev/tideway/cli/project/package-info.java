/** What people do with projects. */
@NullMarked
package dev.tideway.cli.project;

import org.jspecify.annotations.NullMarked;
