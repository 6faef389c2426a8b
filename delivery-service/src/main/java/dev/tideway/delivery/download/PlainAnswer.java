package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.CachedFile;
import dev.tideway.delivery.cache.OpenFile;
import dev.tideway.delivery.range.ByteRange;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a file on disk, and what is said of it.
 *
 * @param path that was asked for, without its query
 * @param file held until all is sent
 * @param open held for one who sends it
 * @param isPartial {@code 206}, else {@code 200}
 * @param asked the request's {@code Range}
 */
record PlainAnswer(
        String path,
        CachedFile file,
        OpenFile open,
        AnswerHead head,
        ByteRange range,
        boolean isPartial,
        @Nullable String asked) {
    int status() {
        return isPartial ? 206 : 200;
    }
}
