package dev.tideway.delivery.download;

import dev.tideway.delivery.range.EntityTag;
import dev.tideway.delivery.range.Preconditions.Validators;
import dev.tideway.protocol.artifact.Sha256;
import io.netty.handler.codec.DateFormatter;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What an answer's header says of its bytes, however they are sent.
 *
 * @param size bytes
 * @param fileName under which it is to be saved, where it is to be saved
 */
record Representation(
        String contentType,
        long size,
        String etag,
        Optional<Sha256> digest,
        Instant lastModified,
        Caching caching,
        Optional<String> fileName) {
    static final String CACHE_TAG = "Cache-Tag";

    Validators validators() {
        return new Validators(EntityTag.strong(etag), lastModified);
    }

    /** Sets what is said of it with and without content. */
    void describe(BiConsumer<CharSequence, String> field) {
        field.accept(HttpHeaders.ETAG, EntityTag.strong(etag).toString());
        field.accept(HttpHeaders.LAST_MODIFIED, DateFormatter.format(Date.from(lastModified)));
        field.accept(HttpHeaders.CACHE_CONTROL, caching.cacheControl());
        caching.cdnCacheControl().ifPresent(control -> field.accept("CDN-Cache-Control", control));
        if (!caching.tags().isEmpty()) {
            field.accept(CACHE_TAG, String.join(",", caching.tags()));
            field.accept("Surrogate-Key", String.join(" ", caching.tags()));
        }
        if (caching.age().toSeconds() > 0) {
            field.accept("Age", Long.toString(caching.age().toSeconds()));
        }
    }

    /** Sets what is said of its content beside that, but for its digest, which not everybody wants. */
    void describeContent(BiConsumer<CharSequence, String> field) {
        field.accept(HttpHeaders.CONTENT_TYPE, contentType);
        field.accept(HttpHeaders.ACCEPT_RANGES, "bytes");
        field.accept("X-Content-Type-Options", "nosniff");
        fileName.ifPresent(name -> field.accept("Content-Disposition", ContentDisposition.attachment(name)));
    }
}
