/** The installation's signing key and the tokens that it makes. */
@NullMarked
package dev.tideway.cli.token;

import org.jspecify.annotations.NullMarked;
