/** What happens in a project, told to build systems and chat by HTTP. */
@NullMarked
package dev.tideway.catalog.webhook;

import org.jspecify.annotations.NullMarked;
