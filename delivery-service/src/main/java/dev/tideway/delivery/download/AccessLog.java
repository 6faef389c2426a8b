package dev.tideway.delivery.download;

import dev.tideway.delivery.connection.ConnectionWatch;
import dev.tideway.delivery.connection.ConnectionWatch.Exchange;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.WireRecord;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows each request to its end, for the connection's limits, and writes a sample of them down as one JSON object a line.
 * The query is left out, since nobody knows what devices put there; what was answered the tags tell.
 */
@Singleton
class AccessLog {
    private static final Logger LOG = Logger.getLogger("tideway.access");
    private static final int OUR_FAULT = 500;

    private final AccessLogConfig config;

    AccessLog(AccessLogConfig config) {
        this.config = config;
    }

    /** @param complete whether the device got all of it */
    @WireRecord
    private record Entry(
            String method,
            @Nullable String path,
            int status,
            long bytes,
            long millis,
            boolean complete,
            @Nullable String range,
            @Nullable String tags,
            String protocol,
            @Nullable String client) {}

    void follow(RoutingContext request) {
        var exchange = ConnectionWatch.begin(request.request());
        request.addEndHandler(ended -> {
            exchange.end();
            int status = request.response().getStatusCode();
            if (status >= OUR_FAULT || ThreadLocalRandom.current().nextDouble() < config.sample()) {
                LOG.info(WireJson.writeString(entry(request, exchange, ended.succeeded())));
            }
        });
    }

    private Entry entry(RoutingContext request, Exchange exchange, boolean complete) {
        var asked = request.request();
        var answer = request.response();
        var client = config.clientAddress() ? asked.remoteAddress() : null;
        return new Entry(
                asked.method().name(),
                asked.path(),
                answer.getStatusCode(),
                answer.bytesWritten(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - exchange.since()),
                complete,
                asked.getHeader("Range"),
                answer.headers().get("Cache-Tag"),
                asked.version().alpnName(),
                client == null ? null : client.hostAddress());
    }
}
