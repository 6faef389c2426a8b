/** What delivery's tests stand on. */
package dev.tideway.delivery.testing;
