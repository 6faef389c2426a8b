package dev.tideway.catalog.check;

import dev.tideway.connection.WrappedTransport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quarkus.arc.Arc;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;

/** Whichever transport Vert.x uses, with one more handler on listening sockets without TLS. */
final class CheckFastPathTransport extends WrappedTransport {
    CheckFastPathTransport(Transport actual) {
        super(actual);
    }

    /** Sees each accepted connection before the HTTP server does, so that what it adds comes first. */
    private static final class OnAccept extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            var replies = Arc.container().instance(CheckReplies.class).get();
            if (replies.isFastPathOn()) {
                ((Channel) accepted).pipeline().addLast(new CheckFastPath(replies));
            }
            context.fireChannelRead(accepted);
        }
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        // The options are a copy that does not say which kind of server it is: here there are HTTP servers alone.
        if (!options.isSsl()) {
            bootstrap.handler(new OnAccept());
        }
    }
}
