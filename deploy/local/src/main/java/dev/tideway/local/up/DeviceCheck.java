package dev.tideway.local.up;

import dev.tideway.local.parts.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks for updates as a device does, until it is told of the one that is awaited. */
record DeviceCheck(URI address) {
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** @throws StackException where the answer does not name the update before the time is over */
    void await(String updateNumber, Duration limit) {
        var client = HttpClient.newHttpClient();
        var end = System.nanoTime() + limit.toNanos();
        try {
            while (!answer(client).contains("\"" + updateNumber + "\":")) {
                if (System.nanoTime() > end) {
                    throw new StackException("Update " + updateNumber + " was offered, but " + address
                            + " does not tell of it; see the log of the catalog.");
                }
                Thread.sleep(BETWEEN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for " + address, e);
        }
    }

    private String answer(HttpClient client) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT).build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }
}
