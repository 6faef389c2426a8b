package dev.tideway.packager.build;

import dev.tideway.protocol.artifact.Sha256;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The digest of a source from the moment on at which it has been read. */
final class SourceDigest {
    private @Nullable Sha256 digest;

    void is(Sha256 read) {
        digest = read;
    }

    @Nullable Sha256 ifKnown() {
        return digest;
    }

    Sha256 known() {
        return Objects.requireNonNull(digest, "the source was not read");
    }
}
