package dev.tideway.local.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a service and the real S3 server, and holds or refuses the requests that a test names, so that the test
 * knows at which request a service is. Everything else passes as it is, its signature included.
 */
public final class S3Gate implements AutoCloseable {
    private final String s3;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final OkHttpClient client = new OkHttpClient.Builder()
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .readTimeout(Duration.ofMinutes(2))
            .build();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** @param s3 the URL of the server behind it, without a path */
    public S3Gate(String s3) {
        this.s3 = s3;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What the service takes for S3. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /**
     * Requests wait at the gate, and S3 knows nothing of them.
     *
     * @param requests matches the whole of {@code METHOD /bucket/key}
     */
    public Rule holdRequests(String requests) {
        return add(new Rule(Pattern.compile(requests), Rule.Kind.HOLD_REQUEST));
    }

    /** S3 has done what was asked for, and whoever asked does not know it yet. */
    public Rule holdAnswers(String requests) {
        return add(new Rule(Pattern.compile(requests), Rule.Kind.HOLD_ANSWER));
    }

    /** Requests are answered with 403 {@code AccessDenied}. */
    public Rule refuse(String requests) {
        return add(new Rule(Pattern.compile(requests), Rule.Kind.REFUSE));
    }

    /** How often such requests have arrived since the gate was made. */
    public long count(String requests) {
        Pattern wanted = Pattern.compile(requests);
        return seen.stream().filter(wanted.asMatchPredicate()).count();
    }

    @Override
    public void close() {
        rules.forEach(Rule::close);
        server.stop(0);
        threads.shutdownNow();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private Rule add(Rule rule) {
        rules.add(rule);
        return rule;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        seen.add(request);
        try (exchange) {
            if (passes(Rule.Kind.REFUSE, request)) {
                passes(Rule.Kind.HOLD_REQUEST, request);
                try (Response answer = client.newCall(forwarded(exchange)).execute()) {
                    passes(Rule.Kind.HOLD_ANSWER, request);
                    giveBack(answer, exchange);
                }
            } else {
                refuse(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean passes(Rule.Kind kind, String request) throws InterruptedException {
        for (Rule rule : rules) {
            if (!rule.passes(kind, request)) {
                return false;
            }
        }
        return true;
    }

    private Request forwarded(HttpExchange exchange) {
        Request.Builder request = new Request.Builder()
                .url(s3 + exchange.getRequestURI())
                .method(exchange.getRequestMethod(), body(exchange));
        exchange.getRequestHeaders().forEach((name, values) -> {
            // Host is signed: S3 must see the one that the service has named.
            if (!List.of("content-length", "transfer-encoding", "connection").contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        return request.build();
    }

    private static @Nullable RequestBody body(HttpExchange exchange) {
        if (!List.of("PUT", "POST").contains(exchange.getRequestMethod())) {
            return null;
        }
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return null;
            }

            @Override
            public long contentLength() {
                return length == null ? -1 : Long.parseLong(length);
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeAll(Okio.source(exchange.getRequestBody()));
            }
        };
    }

    private static void giveBack(Response answer, HttpExchange exchange) throws IOException {
        answer.headers().forEach(header -> {
            if (!List.of("transfer-encoding", "connection")
                    .contains(header.getFirst().toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().add(header.getFirst(), header.getSecond());
            }
        });
        boolean head = exchange.getRequestMethod().equals("HEAD");
        long length = answer.body().contentLength();
        exchange.sendResponseHeaders(answer.code(), head || length == 0 ? -1 : Math.max(0, length));
        if (!head) {
            answer.body().byteStream().transferTo(exchange.getResponseBody());
        }
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] error = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(403, head ? -1 : error.length);
        if (!head) {
            exchange.getResponseBody().write(error);
        }
    }

    /** What happens to some requests, until it is closed. */
    public static final class Rule implements AutoCloseable {
        private enum Kind {
            HOLD_REQUEST,
            HOLD_ANSWER,
            REFUSE
        }

        private final Pattern requests;
        private final Kind kind;
        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicInteger met = new AtomicInteger();

        private Rule(Pattern requests, Kind kind) {
            this.requests = requests;
            this.kind = kind;
        }

        /** How many requests have met it. */
        public int met() {
            return met.get();
        }

        /** Lets go of what it holds, and of all that follows. */
        @Override
        public void close() {
            open.countDown();
        }

        private boolean passes(Kind moment, String request) throws InterruptedException {
            if (moment != kind
                    || open.getCount() == 0
                    || !requests.matcher(request).matches()) {
                return true;
            }
            met.incrementAndGet();
            if (kind == Kind.REFUSE) {
                return false;
            }
            open.await();
            return true;
        }
    }
}
