package dev.tideway.delivery.connection;

import io.micrometer.core.instrument.Metrics;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection off that does not bring its request, or does not take its answer, in time. It stands at the socket,
 * so that it sees bytes as the kernel takes them, whatever wrote them; it costs one timer per connection.
 *
 * <p>HTTP/2 keeps what a device does not take from the socket, so there any answer under way counts as waiting for it.
 */
public final class ConnectionWatch extends ChannelDuplexHandler {
    private static final Logger LOG = Logger.getLogger(ConnectionWatch.class);

    private final ConnectionLimits limits;
    /** Oldest first. */
    private final Deque<Exchange> exchanges = new ArrayDeque<>(2);

    private long begun;
    private boolean waitsForHead = true;
    private boolean multiplexed;
    private long quietSince = System.nanoTime();
    private long checkedAt = quietSince;
    private long written;
    /** The last one, whose bytes may still wait. */
    private @Nullable Exchange ended;

    private @Nullable Exchange measured;
    private long waitedNanos;
    private @Nullable Future<?> check;

    ConnectionWatch(ConnectionLimits limits) {
        this.limits = limits;
    }

    /**
     * A request and its answer.
     *
     * @param reset ends the answer, and leaves the connection's others alone
     * @param writtenBefore bytes of the connection's earlier answers
     */
    public record Exchange(@Nullable ConnectionWatch connection, Runnable reset, long since, long writtenBefore) {
        /** To be called when the answer has ended, however it did. */
        public void end() {
            if (connection != null) {
                connection.exchanges.remove(this);
                connection.ended = this;
                connection.quietSince = System.nanoTime();
            }
        }

        /** Since its request's head was whole. */
        public long millis() {
            return TimeUnit.NANOSECONDS.toMillis(nanos());
        }

        /** The same in nanoseconds. */
        public long nanos() {
            return System.nanoTime() - since;
        }

        /** Two answers are never the same one. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** To be called on the connection's event loop when a request's head is whole. */
    public static Exchange begin(HttpServerRequest request) {
        var watch = of(request.connection());
        Runnable reset = () -> request.response().reset();
        if (watch == null) {
            return new Exchange(null, reset, System.nanoTime(), 0);
        }
        watch.multiplexed = request.version() == HttpVersion.HTTP_2;
        return watch.begin(reset);
    }

    /** The same for whoever answers ahead of the HTTP server. */
    public Exchange begin(Runnable reset) {
        var exchange = new Exchange(this, reset, System.nanoTime(), written);
        waitsForHead = false;
        begun++;
        exchanges.addLast(exchange);
        return exchange;
    }

    /** Requests so far whose head was whole. */
    public long begun() {
        return begun;
    }

    /** Whether every answer to them has ended. */
    public boolean isQuiet() {
        return exchanges.isEmpty();
    }

    private static @Nullable ConnectionWatch of(HttpConnection connection) {
        return connection instanceof ConnectionBase base
                ? base.channel().pipeline().get(ConnectionWatch.class)
                : null;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        checkLater(context);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (check != null) {
            check.cancel(false);
        }
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!waitsForHead && !multiplexed && exchanges.isEmpty()) {
            waitsForHead = true;
            quietSince = System.nanoTime();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        written += length(message);
        context.write(message, promise);
    }

    private static long length(Object message) {
        if (message instanceof ByteBuf bytes) {
            return bytes.readableBytes();
        }
        return message instanceof FileRegion region ? region.count() - region.transferred() : 0;
    }

    private void checkLater(ChannelHandlerContext context) {
        check = context.executor().schedule(() -> check(context), limits.tickNanos(), TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext context) {
        long now = System.nanoTime();
        long waiting = waiting(context);
        var answer = answer(waiting);
        if (isTooSlow(answer, waiting, now)) {
            cut(context, "rate");
        } else if (answer == null && now - quietSince >= (waitsForHead ? limits.headNanos() : limits.idleNanos())) {
            cut(context, waitsForHead ? "head" : "idle");
        } else if (isOverdue(now) && !multiplexed) {
            cut(context, "time");
        } else {
            resetOverdue(now);
            checkLater(context);
        }
    }

    private @Nullable Exchange answer(long waiting) {
        var oldest = exchanges.peekFirst();
        return oldest == null && waiting > 0 ? ended : oldest;
    }

    private boolean isOverdue(long now) {
        var oldest = exchanges.peekFirst();
        return oldest != null && now - oldest.since() >= limits.answerNanos();
    }

    /**
     * By the average since the answer began: the kernel takes a whole buffer at once, and then nothing until the device
     * has taken a third of that, which can be minutes.
     */
    private boolean isTooSlow(@Nullable Exchange answer, long waiting, long now) {
        if (!Objects.equals(answer, measured)) {
            measured = answer;
            waitedNanos = 0;
        } else if (waiting > 0 || multiplexed) {
            waitedNanos += now - checkedAt;
        }
        checkedAt = now;
        if (answer == null) {
            return false;
        }
        quietSince = waitsForHead ? quietSince : now;
        return limits.isTooFew(written - waiting - answer.writtenBefore(), waitedNanos);
    }

    /** Bytes that the kernel has not taken yet. */
    private static long waiting(ChannelHandlerContext context) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        if (buffer == null) {
            return 0;
        }
        long[] waiting = {0};
        try {
            buffer.forEachFlushedMessage(message -> {
                waiting[0] += length(message);
                return true;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return waiting[0];
    }

    /** On HTTP/2 the other answers go on. */
    private void resetOverdue(long now) {
        while (isOverdue(now)) {
            count("time");
            exchanges.removeFirst().reset().run();
        }
    }

    private static void cut(ChannelHandlerContext context, String reason) {
        LOG.debugf("a connection is cut off: %s", reason);
        count(reason);
        context.close();
    }

    static void count(String reason) {
        Metrics.counter("tideway.delivery.cut.off", "reason", reason).increment();
    }
}
