package dev.tideway.protocol.artifact;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;

/**
 * A stored object as others speak of it: what it is called and how much there is of it.
 *
 * @param size bytes
 */
@WireRecord
public record Artifact(Sha256 sha256, long size) {
    public Artifact {
        Names.present("sha256", sha256);
        Names.size("size", size);
    }
}
