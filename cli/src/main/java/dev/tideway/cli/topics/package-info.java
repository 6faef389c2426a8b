/** Tideway's topics, made and looked over. */
@NullMarked
package dev.tideway.cli.topics;

import org.jspecify.annotations.NullMarked;
