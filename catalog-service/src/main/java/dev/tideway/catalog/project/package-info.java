/** Projects, their settings and revisions. */
@NullMarked
package dev.tideway.catalog.project;

import org.jspecify.annotations.NullMarked;
