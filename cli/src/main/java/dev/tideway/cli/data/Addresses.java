package dev.tideway.cli.data;

import dev.tideway.protocol.WireRecord;
import org.jspecify.annotations.Nullable;

/** What {@code addresses.json} tells of a running stack, as far as a command needs it: base URLs, and Kafka's host and port. */
@WireRecord
public record Addresses(
        @Nullable String catalog,
        @Nullable String delivery,
        @Nullable String kafka) {}
