package dev.tideway.delivery.download;

import dev.tideway.connection.PlainRequest;
import dev.tideway.delivery.connection.ConnectionWatch;
import dev.tideway.delivery.connection.ConnectionWatch.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Sends files on disk ahead of the HTTP server: one read, one lookup, one head, one piece of a file.
 *
 * <p>A whole request that {@link PlainDownloads} does not answer is lent to the HTTP server, and the connection comes back
 * with the answer's end. With bytes that are no {@link PlainRequest}, or that come before the answer to a lent one has
 * ended, it is left to the HTTP server for good. So no two answer at the same time: the order of answers cannot break. The
 * beginning of a request waits here for its end, since requests that never end are to cost as little as they can: no
 * decoder, and no more memory than they have bytes. One of these belongs to one connection and lives on its event loop.
 */
final class FastPath extends ChannelDuplexHandler {
    /** Whoever asks on without taking what waits is not read from. */
    private static final int MOST_PENDING = 16;

    private static final FastThreadLocal<Scratch> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected Scratch initialValue() {
            return new Scratch();
        }
    };

    private final PlainDownloads downloads;
    private final ConnectionWatch watch;
    private int pending;
    private boolean isPaused;
    /** Of a request whose end has not come yet; null if there is none. */
    private @Nullable ByteBuf beginning;
    /** What the watch will have counted when the answer to a lent request has ended; 0 while none is lent. */
    private long lentUntil;

    /** What one event loop needs for one request at a time. */
    private static final class Scratch {
        final byte[] bytes = new byte[PlainRequest.LONGEST];
        final PlainRequest<RequestField> request = new PlainRequest<>(bytes, RequestField.class);
    }

    FastPath(PlainDownloads downloads, ConnectionWatch watch) {
        this.downloads = downloads;
        this.watch = watch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var received = withBeginning(context, (ByteBuf) message);
        if (lentUntil > 0 && !(watch.isQuiet() && watch.begun() == lentUntil)) {
            leave(context);
            context.fireChannelRead(received);
            return;
        }
        lentUntil = 0;
        boolean isAnswered;
        try {
            isAnswered = answerAll(context, received);
        } catch (RuntimeException e) {
            received.release();
            throw e;
        }
        if (isAnswered) {
            received.release();
        } else {
            context.fireChannelRead(received);
        }
    }

    private ByteBuf withBeginning(ChannelHandlerContext context, ByteBuf more) {
        var before = beginning;
        beginning = null;
        return before == null ? more : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), before, more);
    }

    /** False if what is left is for the HTTP server. */
    private boolean answerAll(ChannelHandlerContext context, ByteBuf received) {
        var scratch = SCRATCH.get();
        while (received.isReadable()) {
            int length = Math.min(received.readableBytes(), PlainRequest.LONGEST);
            received.getBytes(received.readerIndex(), scratch.bytes, 0, length);
            int taken = scratch.request.read(length);
            if (taken == 0 && length < PlainRequest.LONGEST && scratch.request.isCutOff()) {
                // The buffer that it was read into has room for much more.
                beginning = context.alloc().buffer(length).writeBytes(received);
                return true;
            }
            var answer = taken == 0 ? null : downloads.answer(scratch.request);
            if (answer == null) {
                context.flush();
                if (taken == received.readableBytes()) {
                    lentUntil = watch.begun() + 1;
                } else {
                    leave(context);
                }
                return false;
            }
            received.skipBytes(taken);
            send(context, answer);
        }
        return true;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ReferenceCountUtil.release(beginning);
        beginning = null;
    }

    private void leave(ChannelHandlerContext context) {
        resume(context);
        context.pipeline().remove(this);
    }

    private void send(ChannelHandlerContext context, PlainAnswer answer) {
        ByteBuf head = context.alloc().directBuffer(answer.head().room());
        answer.head().write(head, answer.range(), answer.isPartial());
        pending++;
        var sending = new Sending(context, answer, watch.begin(context::close));
        downloads.begun(answer);
        context.write(head, context.voidPromise());
        context.write(new OpenFileRegion(answer.open(), answer.range())).addListener(sending);
    }

    /** What is to be done when the kernel has all of an answer, or never will. */
    private final class Sending implements ChannelFutureListener {
        private final ChannelHandlerContext context;
        private final PlainAnswer answer;
        private final Exchange exchange;

        Sending(ChannelHandlerContext context, PlainAnswer answer, Exchange exchange) {
            this.context = context;
            this.answer = answer;
            this.exchange = exchange;
        }

        @Override
        public void operationComplete(ChannelFuture written) {
            pending--;
            exchange.end();
            downloads.ended(answer, exchange, written);
            if (pending < MOST_PENDING) {
                resume(context);
            }
        }
    }

    /**
     * Behind the answers that are under way. Vert.x does the same once it has seen a request of the connection, which may
     * never have been.
     */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (pending == 0) {
            context.close(promise);
        } else {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> context.close(promise));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
        if (pending >= MOST_PENDING) {
            isPaused = true;
            context.channel().config().setAutoRead(false);
        }
        if (lentUntil > 0) {
            context.fireChannelReadComplete();
        }
    }

    private void resume(ChannelHandlerContext context) {
        if (isPaused) {
            isPaused = false;
            context.channel().config().setAutoRead(true);
        }
    }
}
