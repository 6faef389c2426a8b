package dev.tideway.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A real HTTP server on a free port, told by each test what to answer. */
public final class RemoteEnd implements AutoCloseable {
    /** A request as it came. */
    public record Received(String method, String target, Map<String, List<String>> headers, String text) {
        public String line() {
            return method + " " + target;
        }
    }

    /** An answer that is not sent in a handler of its own. */
    public interface Answer {
        void to(HttpExchange exchange, Received request) throws IOException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    public RemoteEnd() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", (HttpHandler) this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Received request = new Received(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body);
        received.add(request);
        Answer answer =
                answers.get(request.method + " " + exchange.getRequestURI().getPath());
        try (exchange) {
            if (answer == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                answer.to(exchange, request);
            }
        }
    }

    /**
     * Says what is answered from now on.
     *
     * @param what method and path, without the query
     */
    public RemoteEnd on(String what, Answer answer) {
        answers.put(what, answer);
        return this;
    }

    public RemoteEnd on(String what, int status, String json) {
        return on(what, (exchange, request) -> send(exchange, status, json));
    }

    public static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public Stream<Received> received(String method) {
        return received.stream().filter(r -> r.method.equals(method));
    }

    public List<String> lines() {
        return received.stream().map(Received::line).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
