package dev.tideway.bench.stack;

import dev.tideway.bench.machine.PinnedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Single requests, for getting ready and for looking at what the servers answer. */
public final class Http {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Http() {}

    public static HttpResponse<byte[]> get(URI address) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(address).timeout(LIMIT).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in GET " + address, e);
        }
    }

    /** @throws IllegalStateException if the answer is another one than 200 */
    public static HttpResponse<byte[]> getOk(URI address) {
        HttpResponse<byte[]> answer = get(address);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    address + " answered " + answer.statusCode() + ": " + new String(answer.body()));
        }
        return answer;
    }

    /** Returns when the address gives any answer at all. */
    public static void await(URI address, PinnedProcess server) {
        await(address, server, false);
    }

    /** Returns when the address answers 200. */
    public static void awaitOk(URI address, PinnedProcess server) {
        await(address, server, true);
    }

    private static void await(URI address, PinnedProcess server, boolean ok) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            server.requireAlive();
            try {
                if (get(address).statusCode() == 200 || !ok) {
                    return;
                }
            } catch (UncheckedIOException notYet) {
                // It does not listen yet.
            }
            Pause.milliseconds(20);
        }
        throw new IllegalStateException(address + " was not ready within " + LIMIT.toMinutes() + " minutes.");
    }
}
