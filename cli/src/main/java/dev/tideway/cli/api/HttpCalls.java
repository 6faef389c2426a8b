package dev.tideway.cli.api;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Sends requests that may be repeated, a few times where the network or the service hiccups: at most four times within
 * about two seconds, so that a service that is away is told soon. What took longer than it may is not tried again.
 */
public final class HttpCalls {
    /** How long a service may take to answer, unless a request says otherwise. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    private static final RetryPolicy<HttpResponse<byte[]>> HICCUPS = RetryPolicy.<HttpResponse<byte[]>>builder()
            .handleIf(failure -> failure instanceof IOException && !(failure instanceof HttpTimeoutException))
            .handleResultIf(answer -> answer != null && isPassing(answer.statusCode()))
            .withBackoff(200, 1000, ChronoUnit.MILLIS)
            .withJitter(0.2)
            .withMaxRetries(3)
            .build();

    private HttpCalls() {}

    /** Whether the same request may well succeed in a while. */
    public static boolean isPassing(int status) {
        return PASSING.contains(status);
    }

    /** HTTP/1.1, since an upgrade to HTTP/2 with a large body is more than some object stores take. */
    public static HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_PATIENCE)
                .build();
    }

    /**
     * The answer, whatever its status.
     *
     * @throws Unreachable if none came
     */
    public static HttpResponse<byte[]> send(HttpClient client, HttpRequest request) {
        try {
            return Failsafe.with(HICCUPS).get(() -> client.send(request, BodyHandlers.ofByteArray()));
        } catch (FailsafeException e) {
            throw failure(request, e);
        }
    }

    private static RuntimeException failure(HttpRequest request, FailsafeException e) {
        Throwable cause = e.getCause();
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new Unreachable(request.uri(), new InterruptedIOException("interrupted"));
        }
        return cause instanceof IOException io ? new Unreachable(request.uri(), io) : e;
    }

    /**
     * The answer, if it is a success.
     *
     * @throws Refused if its status is not 2xx
     * @throws Unreachable if none came
     */
    public static HttpResponse<byte[]> succeed(HttpClient client, HttpRequest request) {
        HttpResponse<byte[]> answer = send(client, request);
        if (answer.statusCode() / 100 != 2) {
            throw Refused.by(answer);
        }
        return answer;
    }
}
