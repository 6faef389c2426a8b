/** From a folder or an archive to a build that is decided. */
@NullMarked
package dev.tideway.cli.publish;

import org.jspecify.annotations.NullMarked;
