/** What requests of the admin API have in common: pages of long lists, and changes of what was read before. */
@NullMarked
package dev.tideway.catalog.request;

import org.jspecify.annotations.NullMarked;
