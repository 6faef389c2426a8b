/** The chart in {@code k8s/} as Helm renders it. */
@NullMarked
package dev.tideway.chart;

import org.jspecify.annotations.NullMarked;
