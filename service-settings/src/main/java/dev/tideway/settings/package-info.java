/** What a service says where it cannot start with what it was told. */
@NullMarked
package dev.tideway.settings;

import org.jspecify.annotations.NullMarked;
