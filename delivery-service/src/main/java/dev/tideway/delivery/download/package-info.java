/** The device's requests: which artifact is meant, and how its bytes are answered. */
@NullMarked
package dev.tideway.delivery.download;

import org.jspecify.annotations.NullMarked;
