package dev.tideway.delivery.connection;

import dev.tideway.connection.WrappedTransport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.quarkus.arc.Arc;
import io.vertx.core.spi.transport.Transport;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Vert.x's transport, but that every connection which a server accepts is counted and watched before a byte is read. */
final class WatchingTransport extends WrappedTransport {
    private final ConnectionLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    /** Looked up with the first connection, when the container runs, and not with each of a flood of them. */
    private volatile @Nullable List<AheadOfHttp> ahead;

    WatchingTransport(Transport transport, ConnectionLimits limits) {
        super(transport);
        this.limits = limits;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        var factory = super.serverChannelFactory(domainSocket);
        return () -> {
            ServerChannel server = factory.newChannel();
            server.pipeline().addLast(new WatchAccepted());
            return server;
        };
    }

    private List<AheadOfHttp> ahead() {
        var known = ahead;
        if (known == null) {
            known = Arc.container().select(AheadOfHttp.class).stream().toList();
            ahead = known;
        }
        return known;
    }

    /** What a server channel reads are connections. */
    private final class WatchAccepted extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                if (open.incrementAndGet() > limits.connections()) {
                    open.decrementAndGet();
                    ConnectionWatch.count("connections");
                    connection.unsafe().closeForcibly();
                    return;
                }
                connection.closeFuture().addListener(closed -> open.decrementAndGet());
                var watch = new ConnectionWatch(limits);
                connection.pipeline().addLast(watch);
                ahead().forEach(one -> one.handler(watch).ifPresent(connection.pipeline()::addLast));
            }
            context.fireChannelRead(accepted);
        }
    }
}
