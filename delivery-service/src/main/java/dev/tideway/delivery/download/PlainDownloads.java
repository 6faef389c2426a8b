package dev.tideway.delivery.download;

import dev.tideway.connection.Drain;
import dev.tideway.connection.PlainRequest;
import dev.tideway.delivery.cache.ArtifactCache;
import dev.tideway.delivery.cache.CachedFile;
import dev.tideway.delivery.connection.AheadOfHttp;
import dev.tideway.delivery.connection.ConnectionWatch;
import dev.tideway.delivery.connection.ConnectionWatch.Exchange;
import dev.tideway.delivery.range.ByteRange;
import dev.tideway.delivery.range.Preconditions;
import dev.tideway.delivery.range.Preconditions.Verdict;
import dev.tideway.delivery.range.RequestedRanges;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Decides over requests that come ahead of the HTTP server: what it answers are files on disk, whole or one range of
 * them. Everything else, refusals too, the routes answer.
 */
@Singleton
@Unremovable
class PlainDownloads implements AheadOfHttp {
    private final KnownTargets targets;
    private final ArtifactCache cache;
    private final WebClients web;
    private final DeliveryMetrics metrics;
    private final AccessLog log;
    private final Drain drain;
    private final boolean isOn;

    PlainDownloads(
            KnownTargets targets,
            ArtifactCache cache,
            WebClients web,
            DeliveryMetrics metrics,
            AccessLog log,
            DeliveryConfig config,
            Drain drain,
            @ConfigProperty(name = "quarkus.otel.instrument.vertx-http", defaultValue = "false") boolean traced) {
        this.targets = targets;
        this.cache = cache;
        this.web = web;
        this.metrics = metrics;
        this.log = log;
        this.drain = drain;
        // Spans are made by the HTTP server.
        this.isOn = config.fastPath() && !traced;
    }

    @Override
    public Optional<ChannelHandler> handler(ConnectionWatch watch) {
        return isOn ? Optional.of(new FastPath(this, watch)) : Optional.empty();
    }

    void begun(PlainAnswer answer) {
        drain.answerBegan();
        metrics.begun();
        if (answer.isPartial()) {
            metrics.ranges(1);
        }
    }

    void ended(PlainAnswer answer, Exchange exchange, ChannelFuture written) {
        drain.answerEnded();
        boolean isComplete = written.isSuccess();
        answer.file().release();
        metrics.ended(isComplete ? answer.range().length() : 0);
        metrics.answered(answer, isComplete, exchange.nanos());
        log.write(answer.status(), () -> entry(answer, exchange, written));
    }

    private AccessLog.Entry entry(PlainAnswer answer, Exchange exchange, ChannelFuture written) {
        return new AccessLog.Entry(
                "GET",
                answer.path(),
                answer.status(),
                written.isSuccess() ? answer.range().length() : 0,
                exchange.millis(),
                written.isSuccess(),
                answer.asked(),
                answer.head().tags(),
                "http/1.1",
                log.tellsClients() ? address(written.channel().remoteAddress()) : null);
    }

    private static @Nullable String address(@Nullable SocketAddress client) {
        return client instanceof InetSocketAddress known && known.getAddress() != null
                ? known.getAddress().getHostAddress()
                : null;
    }

    /** Null if it is for the HTTP server. Whoever gets an answer closes it. */
    @Nullable PlainAnswer answer(PlainRequest<RequestField> request) {
        // Whoever asks a process that is about to end is told so by the HTTP server.
        if (drain.hasBegun() || !request.isGet() || request.field(RequestField.WANT_REPR_DIGEST) != null) {
            return null;
        }
        var target = targets.find(request.target());
        return target == null ? null : onDisk(request, target);
    }

    private @Nullable PlainAnswer onDisk(PlainRequest<RequestField> request, KnownTarget target) {
        var file = cache.verified(target.wanted().name());
        if (file == null) {
            return null;
        }
        var answer = answer(request, target, file);
        if (answer == null) {
            file.release();
        }
        return answer;
    }

    private @Nullable PlainAnswer answer(PlainRequest<RequestField> request, KnownTarget target, CachedFile file) {
        var head = target.head(file, web::allow);
        String asked = request.field(RequestField.RANGE);
        var ranges = ranges(request, asked, head);
        var range = range(ranges, head.size());
        if (range == null) {
            return null;
        }
        try {
            boolean isPartial = ranges instanceof RequestedRanges.Parts;
            return new PlainAnswer(target.path(), file, file.open(), head, range, isPartial, asked);
        } catch (IOException e) {
            cache.lost(target.wanted().name(), file);
            return null;
        }
    }

    /** What the request's conditions leave of it; null where they leave no content. */
    private static @Nullable RequestedRanges ranges(
            PlainRequest<RequestField> request, @Nullable String asked, AnswerHead head) {
        var conditions = new Preconditions(
                request.field(RequestField.IF_MATCH),
                request.field(RequestField.IF_UNMODIFIED_SINCE),
                request.field(RequestField.IF_NONE_MATCH),
                request.field(RequestField.IF_MODIFIED_SINCE),
                request.field(RequestField.IF_RANGE));
        var now = Instant.now();
        if (conditions.evaluate(head.validators(), now) != Verdict.PROCEED) {
            return null;
        }
        return RequestedRanges.of(conditions.rangeCounts(head.validators(), now) ? asked : null, head.size());
    }

    /** The one piece that is to be sent; null if it is none or several. */
    private static @Nullable ByteRange range(@Nullable RequestedRanges ranges, long size) {
        if (ranges instanceof RequestedRanges.Whole && size > 0) {
            return ByteRange.whole(size);
        }
        return ranges instanceof RequestedRanges.Parts parts && parts.ranges().size() == 1
                ? parts.ranges().get(0)
                : null;
    }
}
