package dev.tideway.bench.check;

import dev.tideway.bench.peer.Nginx;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Has nginx answer from memory with the header fields and bytes of one of the service's answers. */
final class SameAnswer {
    /** What nginx writes by itself. */
    private static final Set<String> BY_NGINX =
            Set.of("content-length", "content-type", "date", "server", "connection", "keep-alive");

    private SameAnswer() {}

    static String locations(HttpResponse<byte[]> answer) {
        String etag = answer.headers().firstValue("etag").orElseThrow();
        String fields = answer.headers().map().entrySet().stream()
                .filter(field -> !BY_NGINX.contains(field.getKey().toLowerCase(Locale.ROOT)))
                .flatMap(field -> field.getValue().stream()
                        .map(value -> "add_header " + field.getKey() + " " + Nginx.quoted(value) + ";"))
                .collect(Collectors.joining("\n"));
        return String.join(
                "\n",
                "location = /checkUpdate {",
                "default_type " + answer.headers().firstValue("content-type").orElse("application/json") + ";",
                fields,
                "if ($http_if_none_match = " + Nginx.quoted(etag) + ") { return 304; }",
                "return 200 " + Nginx.quoted(new String(answer.body(), StandardCharsets.UTF_8)) + ";",
                "}");
    }
}
