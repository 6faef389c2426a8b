package dev.tideway.catalog;

import dev.tideway.settings.StartFailure;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service with the one setting that must stand before Quarkus is loaded. */
@QuarkusMain
public final class CatalogService {
    private CatalogService() {}

    public static void main(String... arguments) {
        // Else every request whose query is no strict URI gets an empty 400 before our routes see it: devices must be
        // answered liberally, and told what is wrong. It also saves parsing each request's URI twice.
        System.setProperty("vertx.disableURIValidation", "true");
        StartFailure.explain();
        Quarkus.run(arguments);
    }
}
