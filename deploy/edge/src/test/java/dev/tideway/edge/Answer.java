package dev.tideway.edge;

import dev.tideway.protocol.artifact.Sha256;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * What a device got.
 *
 * @param size bytes of the content
 * @param sha256 of the content, which itself is not kept: a thousand devices do not fit into memory
 * @param text the first 64 KiB of the content
 */
record Answer(int status, java.net.http.HttpHeaders headers, long size, String sha256, String text) {
    private static final int TEXT = 1 << 16;

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** What has been expired for a while, and is served all the same. */
    boolean isStale() {
        return List.of("STALE", "UPDATING").contains(header("X-Cache"));
    }

    static HttpResponse.BodyHandler<Answer> handler() {
        return head -> new Reader(head);
    }

    private static final class Reader implements HttpResponse.BodySubscriber<Answer> {
        private final HttpResponse.ResponseInfo head;
        private final MessageDigest digest = Sha256.newDigest();
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<Answer> whole = new CompletableFuture<>();
        private long size;

        Reader(HttpResponse.ResponseInfo head) {
            this.head = head;
        }

        @Override
        public CompletionStage<Answer> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (var buffer : buffers) {
                size += buffer.remaining();
                digest.update(buffer.duplicate());
                if (text.length() + buffer.remaining() <= TEXT) {
                    text.append(StandardCharsets.ISO_8859_1.decode(buffer));
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            whole.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            whole.complete(new Answer(
                    head.statusCode(), head.headers(), size, Sha256.of(digest).hex(), text.toString()));
        }
    }
}
