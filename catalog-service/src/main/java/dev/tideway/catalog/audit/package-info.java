/** The audit log: who changed what, when, from which value to which. */
@NullMarked
package dev.tideway.catalog.audit;

import org.jspecify.annotations.NullMarked;
