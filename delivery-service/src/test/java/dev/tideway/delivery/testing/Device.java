package dev.tideway.delivery.testing;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks as a device does. */
public final class Device {
    /** Longer than the service waits for S3. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    public Device(String base) {
        this.base = URI.create(base);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    public HttpResponse<byte[]> get(String path, String... headers) {
        return send(request(path, headers).build());
    }

    public HttpResponse<byte[]> ask(String method, String path, String... headers) {
        return send(request(path, headers)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    public CompletableFuture<HttpResponse<byte[]>> getLater(String path) {
        return client.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives S3 back, and returns when the service asks it again, its circuit breaker closed. */
    public void bringS3Back(Buckets buckets) {
        S3Gate.find().open();
        String path = "/packages/" + buckets.putPackage(Buckets.zip(10)) + ".zip";
        await().atMost(PATIENCE).until(() -> get(path).statusCode() == 200);
    }

    /**
     * For what no client library lets through. Answers with everything up to the end of the connection, which is a reset
     * where the service has not read all that was sent.
     */
    public String raw(String head) {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write((head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(allBytes(socket.getInputStream()), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] allBytes(InputStream in) throws IOException {
        var received = new ByteArrayOutputStream();
        try {
            in.transferTo(received);
        } catch (SocketException e) {
            // What had come is the answer.
        }
        return received.toByteArray();
    }

    public Socket connect() throws IOException {
        return new Socket(base.getHost(), base.getPort());
    }
}
