package dev.tideway.catalog.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.quarkus.arc.Arc;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;

/** Whichever transport Vert.x uses, with one more handler on listening sockets without TLS. */
final class CheckFastPathTransport implements Transport {
    private final Transport actual;

    CheckFastPathTransport(Transport actual) {
        this.actual = actual;
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
        actual.configure(options, domainSocket, bootstrap);
        // The options are a copy that does not say which kind of server it is: here there are HTTP servers alone.
        if (!options.isSsl()) {
            bootstrap.handler(new OnAccept());
        }
    }

    @Override
    public boolean supportsDomainSockets() {
        return actual.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return actual.supportFileRegion();
    }

    @Override
    public boolean isAvailable() {
        return actual.isAvailable();
    }

    @Override
    public Throwable unavailabilityCause() {
        return actual.unavailabilityCause();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return actual.convert(address);
    }

    @Override
    public SocketAddress convert(java.net.SocketAddress address) {
        return actual.convert(address);
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory threadFactory, int ioRatio) {
        return actual.eventLoopGroup(type, threads, threadFactory, ioRatio);
    }

    @Override
    public DatagramChannel datagramChannel() {
        return actual.datagramChannel();
    }

    @Override
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return actual.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return actual.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return actual.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        actual.configure(channel, options);
    }

    @Override
    public void configure(ClientOptionsBase options, boolean domainSocket, Bootstrap bootstrap) {
        actual.configure(options, domainSocket, bootstrap);
    }
}
