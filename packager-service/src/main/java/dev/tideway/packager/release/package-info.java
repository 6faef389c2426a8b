/** What is made of releases after they are offered, and never in the way of builds. */
@NullMarked
package dev.tideway.packager.release;

import org.jspecify.annotations.NullMarked;
