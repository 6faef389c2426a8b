@NullMarked
package dev.tideway.packager;

import org.jspecify.annotations.NullMarked;
