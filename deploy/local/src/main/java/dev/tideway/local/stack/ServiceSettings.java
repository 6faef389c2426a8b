package dev.tideway.local.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What each service is told by its environment; the same names as in production. */
record ServiceSettings(StackPorts ports, Map<String, String> servers, Path dataFolder, Path jwks) {
    Map<String, String> of(TidewayService service) {
        var settings = new HashMap<>(servers);
        // For people, not for a log collector.
        settings.put("quarkus.log.console.json.enabled", "false");
        // Nobody distributes requests here, so nobody has to notice.
        settings.put("tideway.shutdown.drain", "0s");
        settings.put("quarkus.http.host", "localhost");
        settings.put("quarkus.http.port", Integer.toString(ports.of(service)));
        if (service == TidewayService.CATALOG) {
            settings.put("tideway.public-url", ports.url(TidewayService.DELIVERY));
            settings.put("tideway.token.jwks", jwks.toUri().toString());
        }
        if (service == TidewayService.DELIVERY) {
            settings.put(
                    "tideway.delivery.cache.directory",
                    dataFolder.resolve("delivery-cache").toString());
        }
        return settings;
    }
}
