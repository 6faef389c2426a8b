/** Which tokens are taken: those of the installation that were not revoked, and those of other issuers. */
@NullMarked
package dev.tideway.cli.trust;

import org.jspecify.annotations.NullMarked;
