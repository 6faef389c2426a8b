/** Which share of devices a release is offered to. */
@NullMarked
package dev.tideway.cli.rollout;

import org.jspecify.annotations.NullMarked;
