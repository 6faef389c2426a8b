/** The verbs that act as a device: check and download. */
@NullMarked
package dev.tideway.cli.device;

import org.jspecify.annotations.NullMarked;
