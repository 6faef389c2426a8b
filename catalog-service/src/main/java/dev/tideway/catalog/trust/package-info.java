/** Which tokens are taken: those that were revoked, and those of other issuers by each project's rules. */
@NullMarked
package dev.tideway.catalog.trust;

import org.jspecify.annotations.NullMarked;
