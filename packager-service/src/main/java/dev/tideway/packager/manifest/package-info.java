/** The list of a package's files. */
@NullMarked
package dev.tideway.packager.manifest;

import org.jspecify.annotations.NullMarked;
