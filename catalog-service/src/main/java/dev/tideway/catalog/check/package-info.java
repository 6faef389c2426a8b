/** What devices are told: answers made when a catalogue changes, and served from memory. */
@NullMarked
package dev.tideway.catalog.check;

import org.jspecify.annotations.NullMarked;
