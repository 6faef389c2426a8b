@NullMarked
package dev.tideway.catalog;

import org.jspecify.annotations.NullMarked;
