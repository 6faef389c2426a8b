/** Install instructions from one package to another: worked out from two manifests, or brought by a build. */
@NullMarked
package dev.tideway.packager.actions;

import org.jspecify.annotations.NullMarked;
