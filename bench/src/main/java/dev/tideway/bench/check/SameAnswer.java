package dev.tideway.bench.check;

import dev.tideway.bench.peer.Nginx;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Has nginx answer from memory with the header fields and bytes of one of the service's answers. */
final class SameAnswer {
    private SameAnswer() {}

    static String locations(HttpResponse<byte[]> answer) {
        String etag = answer.headers().firstValue("etag").orElseThrow();
        return String.join(
                "\n",
                "location = /checkUpdate {",
                "default_type " + answer.headers().firstValue("content-type").orElse("application/json") + ";",
                Nginx.fieldsOf(answer),
                "if ($http_if_none_match = " + Nginx.quoted(etag) + ") { return 304; }",
                "return 200 " + Nginx.quoted(new String(answer.body(), StandardCharsets.UTF_8)) + ";",
                "}");
    }
}
