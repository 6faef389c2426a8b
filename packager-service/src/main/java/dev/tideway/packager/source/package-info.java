/** Reading what a build system sent and refusing, with every reason at once, what must not become a package. */
@NullMarked
package dev.tideway.packager.source;

import org.jspecify.annotations.NullMarked;
