/** What is made from a checked tree: the package that devices install and the bundle that patches are made against. */
@NullMarked
package dev.tideway.packager.archive;

import org.jspecify.annotations.NullMarked;
