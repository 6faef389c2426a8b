package dev.tideway.cli.device;

import dev.tideway.cli.api.HttpCalls;
import dev.tideway.cli.api.Refused;
import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.protocol.artifact.Sha256;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A package as the server describes it before it is fetched.
 *
 * @param size in bytes
 * @param etag with its quotes; absent where the server gives none that is strong
 * @param digest what the bytes must have
 */
record RemotePackage(URI uri, long size, @Nullable String etag, Sha256 digest) {
    private static final Pattern SHA256_ETAG = Pattern.compile("\"([0-9a-f]{64})\"");

    /** RFC 9530, section 3. */
    private static final Pattern REPR_DIGEST = Pattern.compile("(?:^|[,\\s])sha-256=:([A-Za-z0-9+/]{43}=):");

    /** @param promised by the check; absent: the server's word is taken */
    static RemotePackage describe(HttpClient client, URI uri, @Nullable Sha256 promised) {
        HttpHeaders headers = head(client, uri);
        long size = headers.firstValueAsLong("Content-Length")
                .orElseThrow(() -> new CommandFailure(uri + " does not tell the package's size."));
        String etag = headers.firstValue("ETag").filter(e -> e.startsWith("\"")).orElse(null);
        Sha256 digest = Optional.ofNullable(promised)
                .or(() -> digest(headers))
                .orElseThrow(() -> new CommandFailure(uri + " tells no SHA-256 to check the package with."));
        return new RemotePackage(uri, size, etag, digest);
    }

    private static HttpHeaders head(HttpClient client, URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(HttpCalls.PATIENCE);
        var answer = HttpCalls.send(
                client, request.method("HEAD", BodyPublishers.noBody()).build());
        if (answer.statusCode() != 200) {
            // An answer to HEAD has no body; one byte by GET brings the reason.
            HttpCalls.succeed(client, request.GET().header("Range", "bytes=0-0").build());
            throw Refused.by(answer);
        }
        return answer.headers();
    }

    private static Optional<Sha256> digest(HttpHeaders headers) {
        return headers.firstValue("Repr-Digest")
                .map(REPR_DIGEST::matcher)
                .filter(Matcher::find)
                .map(found ->
                        new Sha256(HexFormat.of().formatHex(Base64.getDecoder().decode(found.group(1)))))
                .or(() -> headers.firstValue("ETag")
                        .map(SHA256_ETAG::matcher)
                        .filter(Matcher::matches)
                        .map(found -> new Sha256(found.group(1))));
    }
}
