package dev.tideway.cli.data;

import dev.tideway.protocol.WireRecord;
import org.jspecify.annotations.Nullable;

/** What {@code addresses.json} tells of a running stack, as far as a command needs it: base URLs. */
@WireRecord
public record Addresses(@Nullable String catalog, @Nullable String delivery) {}
