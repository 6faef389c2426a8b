/** Rollouts: which share of devices a release is offered to, and how that share grows with time. */
@NullMarked
package dev.tideway.catalog.rollout;

import org.jspecify.annotations.NullMarked;
