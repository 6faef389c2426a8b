/** What travels on Kafka: one record per CloudEvent type, each checking itself. */
@NullMarked
package dev.tideway.protocol.event;

import org.jspecify.annotations.NullMarked;
