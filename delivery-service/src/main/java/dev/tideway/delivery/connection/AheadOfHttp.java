package dev.tideway.delivery.connection;

import io.netty.channel.ChannelHandler;
import java.util.Optional;

/** Sees what a connection sends before the HTTP server does. */
public interface AheadOfHttp {
    /** For one connection, right behind its watch; empty where all is for the HTTP server. */
    Optional<ChannelHandler> handler(ConnectionWatch watch);
}
