@NullMarked
package dev.tideway.delivery;

import org.jspecify.annotations.NullMarked;
