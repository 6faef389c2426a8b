/** How the command talks to the catalog's admin API and to the services as a device does. */
@NullMarked
package dev.tideway.cli.api;

import org.jspecify.annotations.NullMarked;
