package dev.tideway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks to the stack as a phone does. */
record Device(URI catalog, URI delivery) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param query from the {@code ?} on, or empty */
    HttpResponse<byte[]> check(String query) {
        return get(catalog.resolve("/checkUpdate" + query));
    }

    /** The entry of one os and app version: an empty object where there is nothing to offer. */
    JsonNode offered(String projectId, String os, String appVersion) {
        HttpResponse<byte[]> answer = check("?project_id=" + projectId + "&os=" + os + "&app_version=" + appVersion);
        return json(answer).path(os).path(appVersion);
    }

    HttpResponse<byte[]> download(String query, String... headers) {
        return get(delivery.resolve("/download" + query), headers);
    }

    HttpResponse<byte[]> file(String path) {
        return get(delivery.resolve(path));
    }

    HttpResponse<byte[]> get(URI uri, String... headers) {
        return send("GET", uri, headers);
    }

    HttpResponse<byte[]> send(String method, URI uri, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(3)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
