package dev.tideway.cli.device;

import dev.tideway.cli.api.HttpCalls;
import dev.tideway.cli.api.Refused;
import dev.tideway.cli.terminal.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring a part nearer to its end, by {@code Range} and {@code If-Range} (RFC 9110, sections 13.1.5 and
 * 14.2).
 *
 * @param stall how long no byte may come before the attempt is given up
 */
record PackageTransfer(HttpClient client, Duration stall) {
    private static final int CHUNK = 64 * 1024;

    /**
     * Returns when the part has all bytes.
     *
     * @throws IOException if it broke off; what has come is kept, and another attempt goes on from there
     * @throws Refused if another attempt would not help
     */
    void goOn(RemotePackage remote, Path part, Progress progress) throws IOException, InterruptedException {
        long have = usable(remote, part);
        if (have == remote.size()) {
            return;
        }
        HttpResponse<InputStream> answer = client.send(request(remote, have), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            boolean continued = check(answer, body, part, have);
            try (OutputStream out = open(part, continued)) {
                copy(body, out, continued ? have : 0, progress);
            }
        }
        if (Files.size(part) != remote.size()) {
            throw new IOException("it ended after " + Files.size(part) + " of " + remote.size() + " bytes");
        }
    }

    /** A part that is too long, or that the server gives no validator for, is of no use. */
    private static long usable(RemotePackage remote, Path part) throws IOException {
        if (Files.notExists(part)) {
            return 0;
        }
        long have = Files.size(part);
        return have == remote.size() || (have < remote.size() && remote.etag() != null) ? have : 0;
    }

    private static HttpRequest request(RemotePackage remote, long have) {
        HttpRequest.Builder get =
                HttpRequest.newBuilder(remote.uri()).timeout(HttpCalls.PATIENCE).GET();
        if (have > 0 && remote.etag() != null) {
            get.header("Range", "bytes=" + have + "-").header("If-Range", remote.etag());
        }
        return get.build();
    }

    /** @return whether the body goes on from what is there, and is not the whole */
    private static boolean check(HttpResponse<InputStream> answer, InputStream body, Path part, long have)
            throws IOException {
        return switch (answer.statusCode()) {
            case 200 -> false;
            case 206 -> {
                if (!startsAt(have, answer.headers().firstValue("Content-Range").orElse(null))) {
                    throw new IOException("the server sent another range than asked for");
                }
                yield true;
            }
            case 416 -> {
                Files.deleteIfExists(part);
                throw new IOException("the part does not fit the package");
            }
            case 429, 502, 503, 504 -> throw new IOException("the server answered " + answer.statusCode());
            default -> throw Refused.by(answer.statusCode(), answer.uri(), body.readNBytes(CHUNK));
        };
    }

    private static boolean startsAt(long have, @Nullable String contentRange) {
        return contentRange != null && contentRange.startsWith("bytes " + have + "-");
    }

    private static OutputStream open(Path part, boolean continued) throws IOException {
        return Files.newOutputStream(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                continued ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void copy(InputStream body, OutputStream out, long start, Progress progress) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long done = start;
        try (StallWatch watch = new StallWatch(body, stall)) {
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                out.write(chunk, 0, read);
                done += read;
                watch.moved();
                progress.reached(done);
            }
        }
    }
}
