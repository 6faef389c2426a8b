/** How verbs that talk to Kafka reach it. */
@NullMarked
package dev.tideway.cli.kafka;

import org.jspecify.annotations.NullMarked;
