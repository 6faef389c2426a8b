package dev.tideway.delivery.testing;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Takes traces by OTLP over HTTP, and keeps the last of them where tests of any class loader find it. */
public class TraceCollector implements QuarkusTestResourceLifecycleManager {
    public static final String RECEIVED = "test.traces.received";

    @Override
    public Map<String, String> start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] traces = exchange.getRequestBody().readAllBytes();
                System.setProperty(
                        RECEIVED, System.getProperty(RECEIVED, "") + new String(traces, StandardCharsets.ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return Map.of(
                    "tideway.traces.endpoint",
                    "http://localhost:" + server.getAddress().getPort(),
                    "quarkus.otel.sdk.disabled",
                    "false",
                    "quarkus.otel.instrument.vertx-http",
                    "true",
                    "quarkus.otel.exporter.otlp.protocol",
                    "http/protobuf",
                    "tideway.traces.sample",
                    "1",
                    "quarkus.otel.bsp.schedule.delay",
                    "100ms");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
