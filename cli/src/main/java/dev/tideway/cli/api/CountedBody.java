package dev.tideway.cli.api;

import dev.tideway.cli.terminal.Progress;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Tells how much of a request's body has gone out; a repeated request starts again at nothing. */
record CountedBody(BodyPublisher body, Progress progress) implements BodyPublisher {
    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> receiver) {
        body.subscribe(new Counter(receiver, progress));
    }

    private static final class Counter implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> receiver;
        private final Progress progress;
        private long sent;

        Counter(Flow.Subscriber<? super ByteBuffer> receiver, Progress progress) {
            this.receiver = receiver;
            this.progress = progress;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            receiver.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            sent += bytes.remaining();
            progress.reached(sent);
            receiver.onNext(bytes);
        }

        @Override
        public void onError(Throwable failure) {
            receiver.onError(failure);
        }

        @Override
        public void onComplete() {
            receiver.onComplete();
        }
    }
}
