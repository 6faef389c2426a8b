package dev.tideway.delivery;

import dev.tideway.settings.StartFailure;
import dev.tideway.settings.Traces;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service with the settings that must stand before Quarkus is loaded. */
@QuarkusMain
public final class DeliveryService {
    private DeliveryService() {}

    public static void main(String... arguments) {
        // Else every request whose query is no strict URI gets an empty 400 before our routes see it: devices must be
        // answered liberally, and told what is wrong. It also saves parsing each request's URI twice.
        System.setProperty("vertx.disableURIValidation", "true");
        if (Traces.begin()) {
            System.setProperty("quarkus.otel.instrument.vertx-http", "true");
        }
        StartFailure.explain();
        Quarkus.run(arguments);
    }
}
