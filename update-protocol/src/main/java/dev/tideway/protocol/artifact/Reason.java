package dev.tideway.protocol.artifact;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * Why a build was not accepted, in a form that a build engineer can act on and a build system can sort by.
 *
 * @param code stable, upper-case, such as {@code NOT_AN_ARCHIVE}
 * @param path the file of the build that it is about, where it is about one
 * @param message what is wrong and what to do about it
 */
@WireRecord
public record Reason(String code, @Nullable String path, String message) {
    public Reason {
        Names.present("code", code);
        Names.present("message", message);
    }
}
