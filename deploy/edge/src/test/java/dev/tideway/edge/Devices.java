package dev.tideway.edge;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Devices that ask one address, one after the other or all at once. */
final class Devices {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int AT_ONCE = 64;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI address;

    Devices(URI address) {
        this.address = address;
    }

    Answer get(String pathAndQuery, String... headers) {
        return sendAsync("GET", pathAndQuery, headers).join();
    }

    Answer send(String method, String pathAndQuery, String... headers) {
        return sendAsync(method, pathAndQuery, headers).join();
    }

    /** The content itself, for comparing parts with it. */
    byte[] bytes(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(HttpResponse::body)
                .join();
    }

    /** So many devices that all ask before the first is answered. */
    List<Answer> allAtOnce(int devices, String pathAndQuery) {
        var answers = Stream.generate(() -> sendAsync("GET", pathAndQuery))
                .limit(devices)
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** Each request of the list, at most 64 at the same time; the answers in the same order. */
    List<Answer> each(List<AskedFor> requests) {
        var turn = new Semaphore(AT_ONCE);
        var answers = requests.stream()
                .map(request -> {
                    turn.acquireUninterruptibly();
                    return sendAsync("GET", request.pathAndQuery(), request.headers())
                            .whenComplete((answer, failure) -> turn.release());
                })
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Answer> sendAsync(String method, String pathAndQuery, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + pathAndQuery))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.sendAsync(request.build(), Answer.handler()).thenApply(response -> response.body());
    }

    /** @param headers names and values in turn */
    record AskedFor(String pathAndQuery, String... headers) {}
}
