package dev.tideway.catalog.check;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Answers plain checks ahead of the HTTP server, on connections that carry nothing else: one read, one lookup, one write.
 *
 * <p>With the first bytes that are no whole {@link PlainCheck} it leaves the connection to the HTTP server, for good. So it
 * never holds bytes back, and every answer is written before the next request is looked at: the order of answers cannot
 * break. One of these belongs to one connection and lives on its event loop.
 */
final class CheckFastPath extends ChannelInboundHandlerAdapter {
    /** Every 64th check is timed: reading the clock twice would cost more than looking up the answer. */
    private static final int TIMED = 64;

    private static final FastThreadLocal<Scratch> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected Scratch initialValue() {
            return new Scratch();
        }
    };

    private final CheckReplies replies;
    private @Nullable IdleStateHandler idle;
    private boolean isUsed;

    /** What one event loop needs for one request at a time. */
    private static final class Scratch {
        final byte[] request = new byte[PlainCheck.LONGEST];
        final PlainCheck check = new PlainCheck(request);
        final ReplyBytes reply = new ReplyBytes();
        int untilTimed = TIMED;
    }

    CheckFastPath(CheckReplies replies) {
        this.replies = replies;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf received = (ByteBuf) message;
        try {
            if (replies.isFastPathOn() && answerAll(context, received)) {
                received.release();
            } else {
                leave(context, received);
            }
        } catch (RuntimeException e) {
            received.release();
            throw e;
        }
    }

    /** Whether all of it were plain checks. */
    private boolean answerAll(ChannelHandlerContext context, ByteBuf received) {
        Scratch scratch = SCRATCH.get();
        while (received.isReadable()) {
            int length = Math.min(received.readableBytes(), PlainCheck.LONGEST);
            received.getBytes(received.readerIndex(), scratch.request, 0, length);
            int taken = scratch.check.read(length);
            if (taken == 0) {
                return false;
            }
            received.skipBytes(taken);
            answer(context, scratch);
        }
        return true;
    }

    private void leave(ChannelHandlerContext context, ByteBuf received) {
        context.flush();
        if (!context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(true);
        }
        context.pipeline().remove(this);
        context.fireChannelRead(received);
    }

    private void answer(ChannelHandlerContext context, Scratch scratch) {
        boolean isTimed = --scratch.untilTimed == 0;
        long begin = isTimed ? System.nanoTime() : 0;
        ReplyBytes reply = scratch.reply;
        reply.write(replies.to(scratch.check.query(), scratch.check.ifNoneMatch()));
        ByteBuf out = context.alloc().directBuffer(reply.length());
        out.writeBytes(reply.bytes(), 0, reply.length());
        context.write(out, context.voidPromise());
        if (isTimed) {
            scratch.untilTimed = TIMED;
            replies.took(System.nanoTime() - begin);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
        Channel channel = context.channel();
        if (!channel.isWritable()) {
            // Whoever asks without reading the answers is not read from until they are on their way.
            channel.config().setAutoRead(false);
        }
        resetIdleTime(context);
    }

    /** The server's own handler sees nothing of what is answered here, and would close the connection as idle. */
    private void resetIdleTime(ChannelHandlerContext context) {
        if (!isUsed) {
            isUsed = true;
            idle = context.pipeline().get(IdleStateHandler.class);
        }
        if (idle != null) {
            idle.resetReadTimeout();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            context.channel().config().setAutoRead(true);
        }
        context.fireChannelWritabilityChanged();
    }
}
