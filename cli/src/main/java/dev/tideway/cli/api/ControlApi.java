package dev.tideway.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code /api/v1} that people steer with. Whatever is changed is read first, and its {@code ETag} sent along,
 * so that nobody changes what is not any more what was there; all calls throw {@link Refused} and {@link Unreachable}.
 */
public final class ControlApi {
    private static final int LARGEST_PAGE = 200;

    private final HttpClient client = HttpCalls.newClient();
    private final Address catalog;
    private final String token;

    /** @param token a bearer token, without the word {@code Bearer} */
    public ControlApi(Address catalog, String token) {
        this.catalog = catalog;
        this.token = token;
    }

    /**
     * What was read, and how the catalog knows it again.
     *
     * @param entityTag with its quotes; {@code *} where the answer had none
     */
    public record Seen(JsonNode json, String entityTag) {}

    /** The path of a project. */
    public static String project(String projectId) {
        return "/api/v1/projects/" + Names.projectId(projectId);
    }

    /**
     * The path of a release.
     *
     * @throws InvalidValueException if that is no id of a release
     */
    public static String release(String projectId, String releaseId) {
        if (!isId(releaseId)) {
            throw new InvalidValueException(
                    "release", "must be the id of a release, as tideway releases list shows it");
        }
        return project(projectId) + "/releases/" + releaseId;
    }

    public Seen read(String path) {
        return read(path, Map.of());
    }

    /** @param query those without a value are left out */
    public Seen read(String path, Map<String, @Nullable String> query) {
        HttpResponse<byte[]> answer = succeed(request(catalog.at(path, query)).GET());
        return new Seen(json(answer), answer.headers().firstValue("ETag").orElse("*"));
    }

    /**
     * So many entries of a list, over as many pages as it takes.
     *
     * @param name of the list in the answer
     */
    public ArrayNode list(String path, String name, Map<String, @Nullable String> filters, int limit) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Map<String, @Nullable String> query = new LinkedHashMap<>(filters);
        String cursor = null;
        do {
            query.put("limit", Integer.toString(Math.min(LARGEST_PAGE, limit - all.size())));
            query.put("cursor", cursor);
            JsonNode page = json(succeed(request(catalog.at(path, query)).GET()));
            page.path(name).forEach(all::add);
            cursor = page.path("next_cursor").textValue();
        } while (cursor != null && all.size() < limit);
        return all;
    }

    /** As {@link #list}, in one object under the list's name. */
    public JsonNode listed(String path, String name, Map<String, @Nullable String> filters, int limit) {
        return JsonNodeFactory.instance.objectNode().set(name, list(path, name, filters, limit));
    }

    /**
     * An id as it stands in a path.
     *
     * @throws InvalidValueException if it is none; names the field
     */
    public static String id(String field, String text) {
        if (!isId(text)) {
            throw new InvalidValueException(field, "must be an id, such as 17");
        }
        return text;
    }

    private static boolean isId(String text) {
        return text.matches("[1-9][0-9]{0,17}");
    }

    /** Takes something away. */
    public void delete(String path) {
        succeed(request(catalog.at(path)).DELETE());
    }

    /** @param seen what is taken away */
    public void delete(String path, Seen seen) {
        succeed(request(catalog.at(path)).DELETE().header("If-Match", seen.entityTag()));
    }

    /** Makes something new. */
    public JsonNode create(String path, Object body) {
        return json(succeed(withBody(request(catalog.at(path)), "POST", body)));
    }

    /** @param seen what the change is about */
    public JsonNode change(String method, String path, Object body, Seen seen) {
        return json(succeed(withBody(request(catalog.at(path)), method, body).header("If-Match", seen.entityTag())));
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(HttpCalls.PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder withBody(HttpRequest.Builder request, String method, Object body) {
        return request.header("Content-Type", "application/json")
                // Where the answer gets lost, the request is sent again, and carried out once.
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, BodyPublishers.ofByteArray(WireJson.write(body)));
    }

    private HttpResponse<byte[]> succeed(HttpRequest.Builder request) {
        return HttpCalls.succeed(client, request.build());
    }

    private JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return WireJson.read(answer.body(), JsonNode.class);
        } catch (InvalidValueException e) {
            throw new CommandFailure("Cannot understand the answer of " + catalog + ": " + e.getMessage(), e);
        }
    }
}
