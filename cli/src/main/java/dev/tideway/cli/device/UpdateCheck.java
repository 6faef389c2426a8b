package dev.tideway.cli.device;

import dev.tideway.cli.api.Address;
import dev.tideway.cli.api.HttpCalls;
import java.net.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /checkUpdate}. */
record UpdateCheck(Address catalog) {
    /** The body as it came. */
    byte[] ask(Map<String, @Nullable String> query) {
        HttpRequest get = HttpRequest.newBuilder(catalog.at("/checkUpdate", query))
                .timeout(HttpCalls.PATIENCE)
                .GET()
                .build();
        return HttpCalls.succeed(HttpCalls.newClient(), get).body();
    }
}
