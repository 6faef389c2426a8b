package dev.tideway.cli.api;

import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.cli.terminal.Progress;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code /api/v1} that build systems use. Every call may be repeated, and is where the network hiccups; all
 * throw {@link Refused} and {@link Unreachable}.
 */
public final class AdminApi {
    private static final String PROJECTS = "/api/v1/projects";

    private final HttpClient client = HttpCalls.newClient();
    private final Address catalog;
    private final String token;

    /** @param token a bearer token, without the word {@code Bearer} */
    public AdminApi(Address catalog, String token) {
        this.catalog = catalog;
        this.token = token;
    }

    /**
     * Makes a project where there is none; one that is there already is left as it is.
     *
     * @return whether it was made now
     */
    public boolean ensureProject(String projectId) {
        HttpResponse<byte[]> found =
                send(request(catalog.at(project(projectId))).GET());
        if (found.statusCode() == 200) {
            return false;
        }
        if (found.statusCode() != 404) {
            throw Refused.by(found);
        }
        HttpResponse<byte[]> made = send(post(catalog.at(PROJECTS), Map.of("project_id", projectId)));
        if (made.statusCode() / 100 != 2 && made.statusCode() != 409) {
            throw Refused.by(made);
        }
        return made.statusCode() != 409;
    }

    /** Announces that a build is coming, and learns where its archive goes. */
    public Upload intake(String projectId, BuildRequest build) {
        return read(succeed(post(catalog.at(project(projectId) + "/builds"), build)), Upload.class);
    }

    /**
     * Sends the archive as it is.
     *
     * @param patience for the whole transfer
     */
    public void upload(Upload upload, Path archive, Progress progress, Duration patience) throws IOException {
        String url = upload.uploadUrl();
        if (url == null) {
            new PartsUpload(client, progress).send(upload, archive, patience);
            return;
        }
        HttpRequest put = HttpRequest.newBuilder(URI.create(url))
                .timeout(patience)
                .PUT(new CountedBody(BodyPublishers.ofFile(archive), progress))
                .build();
        requireTaken(put.uri(), HttpCalls.send(client, put).statusCode());
    }

    /** @throws CommandFailure if the store did not take what was sent */
    static void requireTaken(URI url, int status) {
        if (status / 100 != 2) {
            throw new CommandFailure("The store at " + url.getAuthority() + " refused the upload (" + status
                    + "). Publish again: the address of an upload is good for a while only.");
        }
    }

    /** Says that the upload is complete. */
    public BuildStatus finished(String projectId, Upload upload) {
        URI uri = catalog.at(build(projectId, upload.buildId()) + "/finished", parameters("os", upload.os()));
        return read(succeed(post(uri, Map.of())), BuildStatus.class);
    }

    /**
     * Where the build stands now.
     *
     * @param os may be absent while one os alone has that build id
     */
    public BuildStatus status(String projectId, String buildId, @Nullable String os) {
        URI uri = catalog.at(build(projectId, buildId), parameters("os", os));
        return read(succeed(request(uri).GET()), BuildStatus.class);
    }

    /**
     * Where the build stands as soon as that is another state than last, or when the waiting is over.
     *
     * @param last an earlier answer about the same build
     * @param wait at most 30 seconds
     */
    public BuildStatus statusAfter(String projectId, BuildStatus last, Duration wait) {
        Map<String, @Nullable String> parameters = parameters("os", last.os());
        parameters.put("wait", Long.toString(wait.toSeconds()));
        parameters.put("since", last.state());
        HttpRequest.Builder get = request(catalog.at(build(projectId, last.buildId()), parameters))
                .timeout(wait.plus(HttpCalls.PATIENCE))
                .GET();
        return read(succeed(get), BuildStatus.class);
    }

    private static String project(String projectId) {
        return PROJECTS + "/" + Names.projectId(projectId);
    }

    private static String build(String projectId, String buildId) {
        return project(projectId) + "/builds/" + Names.buildId(buildId);
    }

    private static Map<String, @Nullable String> parameters(String name, @Nullable String value) {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put(name, value);
        return parameters;
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(HttpCalls.PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder post(URI uri, Object body) {
        return request(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(WireJson.write(body)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        return HttpCalls.send(client, request.build());
    }

    private HttpResponse<byte[]> succeed(HttpRequest.Builder request) {
        return HttpCalls.succeed(client, request.build());
    }

    private <T> T read(HttpResponse<byte[]> answer, Class<T> type) {
        try {
            return WireJson.read(answer.body(), type);
        } catch (InvalidValueException e) {
            throw new CommandFailure("Cannot understand the answer of " + catalog + ": " + e.getMessage(), e);
        }
    }
}
