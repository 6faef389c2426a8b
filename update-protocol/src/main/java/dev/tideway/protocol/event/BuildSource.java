package dev.tideway.protocol.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Where a build lies in the private bucket: one archive ({@code key}) or all objects under a {@code prefix}, never both.
 *
 * @param size bytes, where the sender knows them
 * @param sha256 where the sender knows it, the archive must have it
 */
@WireRecord
public record BuildSource(
        @Nullable String key,
        @Nullable String prefix,
        @Nullable Long size,
        @Nullable Sha256 sha256) {
    public BuildSource {
        if ((key == null) == (prefix == null)) {
            throw new InvalidValueException("source", "must have either key (one archive) or prefix (a folder)");
        }
        Names.atMost("source.key", Names.MAX_KEY, key);
        Names.atMost("source.prefix", Names.MAX_KEY, prefix);
        if (size != null) {
            Names.size("source.size", size);
        }
    }

    public static BuildSource archive(String key) {
        return new BuildSource(key, null, null, null);
    }

    /** The key or the prefix, whichever is given. */
    @JsonIgnore
    public String location() {
        return key != null ? key : Names.present("source.prefix", prefix);
    }
}
