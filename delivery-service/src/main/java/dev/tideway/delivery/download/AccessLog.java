package dev.tideway.delivery.download;

import dev.tideway.delivery.connection.ConnectionWatch;
import dev.tideway.delivery.connection.ConnectionWatch.Exchange;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.WireRecord;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
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

    /**
     * What is written of an answer.
     *
     * @param complete whether the device got all of it
     */
    @WireRecord
    record Entry(
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
            write(request.response().getStatusCode(), () -> entry(request, exchange, ended.succeeded()));
        });
    }

    /** Writes the entry, if it is in the sample. */
    void write(int status, Supplier<Entry> entry) {
        if (status >= OUR_FAULT || ThreadLocalRandom.current().nextDouble() < config.sample()) {
            LOG.info(WireJson.writeString(entry.get()));
        }
    }

    /** Whether a device's address may stand in an entry. */
    boolean tellsClients() {
        return config.clientAddress();
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
                exchange.millis(),
                complete,
                asked.getHeader("Range"),
                answer.headers().get(Representation.CACHE_TAG),
                asked.version().alpnName(),
                client == null ? null : client.hostAddress());
    }
}
