package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.CachedFile;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the target of requests means, with what is said before its file. */
final class KnownTarget {
    private final String path;
    private final Wanted wanted;
    private volatile @Nullable Described described;

    private record Described(CachedFile file, AnswerHead head) {}

    /** @param path the target without its query */
    KnownTarget(String path, Wanted wanted) {
        this.path = path;
        this.wanted = wanted;
    }

    String path() {
        return path;
    }

    Wanted wanted() {
        return wanted;
    }

    /** @param more sets fields that do not depend on the file */
    AnswerHead head(CachedFile file, Consumer<BiConsumer<CharSequence, String>> more) {
        var last = described;
        if (last == null || last.file != file) {
            last = new Described(file, new AnswerHead(wanted.describe().apply(file), more));
            described = last;
        }
        return last.head;
    }
}
